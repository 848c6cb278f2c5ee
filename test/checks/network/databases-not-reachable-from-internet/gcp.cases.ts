// Cases of the check that databases are not reachable from the internet: Cloud SQL.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members } from "../../cases.ts";

const instance = (networks: readonly Json[], ip: Members = {}, settings: Members = {}): Json => ({
  name: "orders",
  instanceType: "CLOUD_SQL_INSTANCE",
  settings: {
    activationPolicy: "ALWAYS",
    ipConfiguration: { ipv4Enabled: true, authorizedNetworks: networks, ...ip },
    ...settings,
  },
});

const from = (value: string, members: Members = {}): Json => ({
  kind: "sql#aclEntry",
  name: "alice at home",
  value,
  ...members,
});

const unsaid = (authorizedNetworks: readonly Json[], ip: Members = {}): Members => ({
  settings: { ipConfiguration: { authorizedNetworks, ...ip } },
});
const address = (type: string): Json => ({ type, ipAddress: "198.51.100.20" });

const everywhere = from("0.0.0.0/0");

export const cases: Cases = {
  "gcp sqladmin.googleapis.com/Instance": {
    cases: [
      {
        name: "no public address, whatever networks are listed",
        slice: instance([everywhere], { ipv4Enabled: false, privateNetwork: "projects/p/global/networks/n" }),
        expect: "pass",
        because: "the database has no public endpoint that accepts connections",
        facts: { publicEndpoint: false },
      },
      {
        name: "a public address for everyone",
        slice: instance([from("198.51.100.0/24"), everywhere]),
        expect: "fail",
        because:
          "the database has a public endpoint, and its rules let in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: { publicEndpoint: true, openTo: ["0.0.0.0/0"] },
      },
      { name: "both halves", slice: instance([from("128.0.0.0/1"), from("0.0.0.0/1")]), expect: "fail" },
      ...["0.0.0.0/1", "8.0.0.0/7", "0.0.0.0/4"].map((range) => ({
        name: `a network of ${range}`,
        slice: instance([from(range)]),
        expect: "fail" as const,
      })),
      { name: "a network of as many addresses as the bound has", slice: instance([from("8.0.0.0/8")]), expect: "pass" },
      ...["0/0", "0.0.0.0/33", "300.0.0.0/8", "0.0.0.0-255.255.255.255"].map((value) => ({
        name: `${value}, which is no network`,
        slice: instance([from(value)]),
        expect: "indeterminate" as const,
        problem: "unexpected-shape" as const,
      })),
      ...[from("0/0"), {}].flatMap((network) => [
        {
          name: `${JSON.stringify(network)} beside all addresses`,
          slice: instance([network, everywhere]),
          expect: "fail" as const,
          facts: { publicEndpoint: true, openTo: ["0.0.0.0/0"] },
        },
        {
          name: `${JSON.stringify(network)} beside an office`,
          slice: instance([from("198.51.100.7"), network]),
          expect: "indeterminate" as const,
          problem: "unexpected-shape" as const,
        },
        {
          name: `${JSON.stringify(network)} without a public address`,
          slice: instance([network], { ipv4Enabled: false }),
          expect: "pass" as const,
        },
      ]),
      {
        name: "what is no network, and has expired",
        slice: instance([from("0/0", { expirationTime: "2026-08-01T00:00:00Z" })]),
        expect: "pass",
      },
      // Only the Auth Proxy and connectors get in, with rights of IAM.
      {
        name: "a public address for no network",
        slice: instance([]),
        expect: "pass",
        because:
          "the database has a public endpoint, and its rules do not let in the internet (a range wider than an IPv4 /8 or IPv6 /32)",
        facts: { publicEndpoint: true },
      },
      { name: "no list of networks", slice: { settings: { ipConfiguration: { ipv4Enabled: true } } }, expect: "pass" },
      {
        name: "a public address for an office, where none is allowed",
        slice: instance([from("198.51.100.7")]),
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
        because: "the database has a public endpoint",
      },
      {
        name: "no public address, where none is allowed",
        slice: instance([], { ipv4Enabled: false }),
        parameters: { allowPublicEndpoint: false },
        expect: "pass",
      },
      {
        name: "an entry that has expired",
        slice: instance([from("0.0.0.0/0", { expirationTime: "2026-08-31T23:59:59Z" })]),
        expect: "pass",
      },
      {
        name: "an entry that expires later",
        slice: instance([from("0.0.0.0/0", { expirationTime: "2026-09-02T00:00:00Z" })]),
        expect: "fail",
      },
      ...["1970-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z", "1970-01-01T01:00:00+01:00", "", null].map(
        (expirationTime): Case => ({
          name: `an entry whose expiry is not set: ${JSON.stringify(expirationTime)}`,
          slice: instance([from("0.0.0.0/0", { expirationTime })]),
          expect: "fail",
        }),
      ),
      {
        name: "an expiry that is no instant",
        slice: instance([from("0.0.0.0/0", { expirationTime: "soon" })]),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an expiry without an offset",
        slice: instance([from("0.0.0.0/0", { expirationTime: "2020-01-01T00:00:00" })]),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "an expiry that is no instant, of one address",
        slice: instance([from("192.0.2.1", { expirationTime: "soon" })]),
        expect: "pass",
      },
      {
        name: "an expiry that is no instant, beside an open network without one",
        slice: instance([from("192.0.2.1", { expirationTime: "soon" }), everywhere]),
        expect: "fail",
      },
      // Requiring connectors disables what is listed.
      {
        name: "everyone, by connectors only",
        slice: instance([everywhere], {}, { connectorEnforcement: "REQUIRED" }),
        expect: "pass",
        facts: { publicEndpoint: true },
      },
      {
        name: "everyone, connectors not required",
        slice: instance([everywhere], {}, { connectorEnforcement: "NOT_REQUIRED" }),
        expect: "fail",
      },
      { name: "a stopped instance", slice: instance([everywhere], {}, { activationPolicy: "NEVER" }), expect: "fail" },
      {
        name: "a read replica",
        slice: {
          instanceType: "READ_REPLICA_INSTANCE",
          settings: { ipConfiguration: { ipv4Enabled: true, authorizedNetworks: [everywhere] } },
        },
        expect: "fail",
      },
      { name: "a server elsewhere", slice: { instanceType: "ON_PREMISES_INSTANCE" }, expect: "not-applicable" },
      {
        name: "no word on a public address, and no network",
        slice: { settings: {} },
        expect: "pass",
        facts: { publicEndpoint: null },
      },
      {
        name: "no word on a public address, and everyone",
        slice: { settings: { ipConfiguration: { authorizedNetworks: [everywhere] } } },
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "no word on a public address, where none is allowed",
        slice: { settings: {} },
        parameters: { allowPublicEndpoint: false },
        expect: "indeterminate",
      },
      {
        name: "no word on a public address, everyone, and an address of that kind",
        slice: { ...unsaid([everywhere]), ipAddresses: [address("PRIVATE"), address("PRIMARY")] },
        expect: "fail",
        facts: { publicEndpoint: true, openTo: ["0.0.0.0/0"] },
      },
      {
        name: "null on a public address, and an address of that kind where none is allowed",
        slice: { ...unsaid([], { ipv4Enabled: null }), ipAddresses: [address("OUTGOING"), address("PRIMARY")] },
        parameters: { allowPublicEndpoint: false },
        expect: "fail",
      },
      {
        name: "no word on a public address, everyone, and private addresses alone",
        slice: { ...unsaid([everywhere]), ipAddresses: [address("PRIVATE"), address("OUTGOING")] },
        expect: "pass",
        facts: { publicEndpoint: false },
      },
      {
        name: "no word on a public address, everyone, and an address of a kind that nobody knows",
        slice: {
          ...unsaid([everywhere]),
          ipAddresses: [address("PRIVATE"), address("SQL_IP_ADDRESS_TYPE_UNSPECIFIED")],
        },
        expect: "indeterminate",
      },
      {
        name: "no word on a public address, everyone, and no address",
        slice: { ...unsaid([everywhere]), ipAddresses: [] },
        expect: "indeterminate",
      },
      {
        name: "a public address that is off, whatever addresses are listed",
        slice: { ...unsaid([everywhere], { ipv4Enabled: false }), ipAddresses: [address("PRIMARY")] },
        expect: "pass",
      },
      {
        name: "null wherever a member may be left out",
        slice: {
          instanceType: null,
          ipAddresses: null,
          settings: { connectorEnforcement: null, ipConfiguration: null },
        },
        expect: "pass",
        facts: { publicEndpoint: null },
      },
      ...[{}, { settings: null }, { ipAddresses: [{ type: "PRIMARY" }] }].map((slice) => ({
        name: `no settings: ${JSON.stringify(slice)}`,
        slice,
        expect: "indeterminate" as const,
        problem: "not-in-answer" as const,
        because: "the answer from Google Cloud lacks settings",
      })),
      {
        name: "everyone, by connectors only: what closes the database is said",
        slice: instance([everywhere], {}, { connectorEnforcement: "REQUIRED" }),
        expect: "pass",
        because:
          "the instance accepts only Cloud SQL connectors, whatever networks are authorized (connectorEnforcement is REQUIRED)",
      },
      { name: "null for networks", slice: instance([], { authorizedNetworks: null }), expect: "pass" },
      {
        name: "a network that is a name",
        slice: instance([from("office")]),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
    ],
  },
};
