// Cases of the check that object storage is not public: Azure.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members, RelatedRows } from "../../cases.ts";

const id = "/subscriptions/s/resourceGroups/Prod/providers/Microsoft.Storage/storageAccounts/acme";

const account = (properties: Members, kind = "StorageV2"): Json => ({
  id,
  kind,
  properties: {
    allowBlobPublicAccess: true,
    publicNetworkAccess: "Enabled",
    networkAcls: { bypass: "AzureServices", defaultAction: "Allow", ipRules: [], virtualNetworkRules: [] },
    ...properties,
  },
});
const denying = (...addresses: string[]): Members => ({
  networkAcls: { defaultAction: "Deny", ipRules: addresses.map((value) => ({ action: "Allow", value })) },
});

const denyingToo = (ipv4: readonly string[], ipv6: readonly string[]): Members => ({
  networkAcls: {
    defaultAction: "Deny",
    ipRules: ipv4.map((value) => ({ action: "Allow", value })),
    ipv6Rules: ipv6.map((value) => ({ action: "Allow", value })),
  },
});

const listed = (containers: readonly (readonly [string, string])[], web = false): { containers: RelatedRows } => ({
  containers: {
    rows: [
      {
        StorageAccount: id.toLowerCase(),
        Containers: containers.map(([name, publicAccess]) => ({ name, publicAccess })),
        WebContainer: web,
      },
      { StorageAccount: `${id.toLowerCase()}2`, Containers: [{ name: "x", publicAccess: "Blob" }], WebContainer: true },
    ],
  },
});
const closed = listed([]);
const open = listed([
  ["www", "Container"],
  ["img", "Blob"],
]);
const unread = { containers: { rows: [], complete: false } };
const strict = { requireBlock: true };

export const cases: Cases = {
  "azure microsoft.storage/storageaccounts": {
    cases: [
      {
        name: "no container is open",
        slice: account({}),
        related: closed,
        expect: "pass",
        because: "no container of the account allows anonymous access (publicAccess)",
        facts: { allowBlobPublicAccess: true, network: "open" },
      },
      {
        name: "containers are open",
        slice: account({}),
        related: open,
        expect: "fail",
        facts: {
          allowBlobPublicAccess: true,
          network: "open",
          grants: [
            { container: "img", access: "Blob" },
            { container: "www", access: "Container" },
          ],
          grantCount: 2,
        },
      },
      // Accounts from before the default changed have null, which permits.
      {
        name: "a container is open, and nobody ever said whether it may",
        slice: account({ allowBlobPublicAccess: null }),
        related: open,
        expect: "fail",
      },
      {
        name: "the same, and the member missing",
        slice: { id, properties: {} },
        related: open,
        expect: "fail",
        because: "the account and some of its containers allow anonymous access to blobs (publicAccess)",
      },
      {
        name: "the account disallows, whatever its containers say",
        slice: account({ allowBlobPublicAccess: false }),
        related: open,
        expect: "pass",
        because: "the account disallows anonymous access to blobs (allowBlobPublicAccess is false)",
      },
      ...[{ networkAcls: { defaultAction: "Bogus" } }, { publicNetworkAccess: "Bogus" }].map((properties) => ({
        name: `an open container in an account whose network has a setting that is not known: ${JSON.stringify(properties)}`,
        slice: account(properties),
        related: open,
        expect: "indeterminate" as const,
        problem: "unexpected-shape" as const,
        facts: { allowBlobPublicAccess: true, network: "unknown" },
      })),
      {
        name: "an open container in an account without a public network",
        slice: account({ publicNetworkAccess: "Disabled" }),
        related: open,
        expect: "pass",
        because:
          "the network settings of the account do not let in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: { allowBlobPublicAccess: true, network: "closed" },
      },
      {
        name: "an open container behind a firewall that names addresses",
        slice: account(denying("198.51.100.7", "8.8.8.0/24")),
        related: open,
        expect: "pass",
      },
      {
        name: "an open container behind a firewall that names half the internet twice",
        slice: account(denying("0.0.0.0/1", "128.0.0.0/1")),
        related: open,
        expect: "fail",
      },
      // Rules for IPv6 are a list of their own.
      {
        name: "an open container behind a firewall that names all of IPv6",
        slice: account(denyingToo([], ["::/0"])),
        related: open,
        expect: "fail",
      },
      {
        name: "an open container behind a firewall that names all of IPv6 in parts, beside an office",
        slice: account(denyingToo(["198.51.100.7"], ["2000::/4", "3000::/4"])),
        related: open,
        expect: "fail",
      },
      {
        name: "an open container behind a firewall that names an address of IPv6",
        slice: account(denyingToo(["198.51.100.7"], ["2001:db8::7"])),
        related: open,
        expect: "pass",
        facts: { allowBlobPublicAccess: true, network: "closed" },
      },
      {
        name: "an open container behind a firewall whose rules for IPv6 are null",
        slice: account({ networkAcls: { defaultAction: "Deny", ipRules: null, ipv6Rules: null } }),
        related: open,
        expect: "pass",
      },
      ...[denying("0.0.0.0/1"), denying("8.0.0.0/8", "9.0.0.0/8"), denyingToo([], ["2001::/31"])].map((rules) => ({
        name: `an open container behind a firewall of ${JSON.stringify(rules["networkAcls"])}`,
        slice: account(rules),
        related: open,
        expect: "fail" as const,
      })),
      {
        name: "an open container behind a firewall for as many addresses as the bound has",
        slice: account(denying("8.0.0.0/8")),
        related: open,
        expect: "pass",
      },
      ...["0/0", "0.0.0.0-255.255.255.255", "*"].map((text) => ({
        name: `an open container behind a firewall for ${text}, which is no block`,
        slice: account(denying(text)),
        related: open,
        expect: "indeterminate" as const,
        problem: "unexpected-shape" as const,
      })),
      ...[denying("0/0", "0.0.0.0/0"), { networkAcls: { defaultAction: "Deny", ipv6Rules: [{ value: "::/0" }] } }].map(
        (rules) => ({
          name: `an open container behind ${JSON.stringify(rules)}, of which one part says enough`,
          slice: account(rules),
          related: open,
          expect: "fail" as const,
        }),
      ),
      {
        name: "closed containers behind a firewall that can't be read",
        slice: account(denying("0/0")),
        related: closed,
        expect: "pass",
        facts: { allowBlobPublicAccess: true, network: "unknown" },
      },
      {
        name: "rules for IPv6 of a form that nobody knows",
        slice: account({ networkAcls: { defaultAction: "Deny", ipv6Rules: ["::/0"] } }),
        related: open,
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an open container behind rules of a firewall that is off",
        slice: account({ networkAcls: { defaultAction: "Allow", ipRules: [{ value: "198.51.100.7" }] } }),
        related: open,
        expect: "fail",
      },
      // A static website is served by an endpoint of its own: neither setting stops it.
      {
        name: "a container of a static website, in an account that disallows",
        slice: account({ allowBlobPublicAccess: false }),
        related: listed([], true),
        expect: "indeterminate",
        problem: "not-supported",
      },
      {
        name: "a container of a static website, in an account that permits",
        slice: account({}),
        related: listed([], true),
        expect: "indeterminate",
      },
      {
        name: "a container of a static website, in an account without a public network",
        slice: account({ publicNetworkAccess: "disabled" }),
        related: listed([], true),
        expect: "pass",
      },
      {
        name: "a container of that name in an account that cannot host websites",
        slice: account({ allowBlobPublicAccess: false }, "BlobStorage"),
        related: listed([], true),
        expect: "pass",
      },
      {
        name: "an account that disallows and cannot host websites, its containers not read",
        slice: account({ allowBlobPublicAccess: false }, "Storage"),
        related: unread,
        expect: "pass",
      },
      {
        name: "an account that disallows and may host a website, its containers not read",
        slice: account({ allowBlobPublicAccess: false }),
        related: unread,
        expect: "indeterminate",
      },
      {
        name: "containers not read",
        slice: account({}),
        related: unread,
        expect: "indeterminate",
        problem: "unavailable",
      },
      {
        name: "no list of containers of this account",
        slice: account({}),
        related: { containers: { rows: [] } },
        expect: "indeterminate",
        because: "the containers of the storage account were not read",
      },
      {
        name: "an open container inside a network security perimeter",
        slice: account({ publicNetworkAccess: "SecuredByPerimeter" }),
        related: open,
        expect: "indeterminate",
        because: "Tidemark does not read the access rules of the network security perimeter",
      },
      {
        name: "a closed container inside a network security perimeter",
        slice: account({ publicNetworkAccess: "SecuredByPerimeter" }),
        related: closed,
        expect: "pass",
      },
      {
        name: "an account for files alone",
        slice: account({}, "FileStorage"),
        related: unread,
        expect: "not-applicable",
      },
      {
        name: "no open container where the account has to disallow",
        slice: account({}),
        related: closed,
        parameters: strict,
        expect: "fail",
        because: "the account permits anonymous access to blobs (allowBlobPublicAccess is not false)",
      },
      {
        name: "no public network where the account has to disallow",
        slice: account({ allowBlobPublicAccess: null, publicNetworkAccess: "Disabled" }),
        related: closed,
        parameters: strict,
        expect: "fail",
      },
      {
        name: "the account disallows where it has to",
        slice: account({ allowBlobPublicAccess: false }),
        related: open,
        parameters: strict,
        expect: "pass",
      },
    ],
  },
};
