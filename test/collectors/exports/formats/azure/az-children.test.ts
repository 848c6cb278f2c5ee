// What Resource Manager keeps below resources: one item a resource, in one order, and each failure by its cause.
import { describe, expect, test } from "vitest";
import { FORMATS } from "../../../../../collectors/exports/formats/formats.ts";
import { FORMAT_NAMES } from "../../../../../collectors/exports/manifest/format-names.ts";
import { AT, bodyOf, readExport, refusal } from "../../fixture.ts";
import { edges } from "./az-edges.ts";

const id = "6f1c2b9e-0d4a-4c55-9a7e-2f3b8c1d0e01";
const subject = `/subscriptions/${id}/resourceGroups/RG/providers/Microsoft.X/things/One`;
const lower = subject.toLowerCase();

type Case = { readonly answer: unknown; readonly body: object };

const rules = {
  answer: {
    value: [
      { id: "x", name: "vpn", type: "t", properties: { startIpAddress: "192.0.2.1", endIpAddress: "192.0.2.9" } },
      { id: "x", name: "AllowAll", properties: { startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" } },
    ],
  },
  body: {
    Server: lower,
    Rules: [
      { name: "AllowAll", startIpAddress: "0.0.0.0", endIpAddress: "255.255.255.255" },
      { name: "vpn", startIpAddress: "192.0.2.1", endIpAddress: "192.0.2.9" },
    ],
  },
};

/** A good answer by format, with what stays behind in it. */
const CASES: { readonly [format: string]: Case } = {
  "az-storage-containers": {
    answer: {
      value: [
        { name: "web", properties: { publicAccess: "Container", lastModifiedTime: "2026-01-01T00:00:00Z" } },
        { name: "private", properties: { publicAccess: "None" } },
        { name: "old", properties: { publicAccess: null } },
        { name: "empty", properties: { publicAccess: "" } },
        { name: "$web", properties: {} },
        { name: "images", properties: { publicAccess: "Blob" } },
      ],
    },
    body: {
      StorageAccount: lower,
      Containers: [
        { name: "images", publicAccess: "Blob" },
        { name: "web", publicAccess: "Container" },
      ],
      WebContainer: true,
    },
  },
  "az-storage-file-service": {
    answer: {
      id: "x",
      name: "default",
      properties: {
        cors: { corsRules: [] },
        protocolSettings: {
          smb: {
            versions: "SMB3.1.1;SMB3.0;",
            channelEncryption: "AES-256-GCM",
            authenticationMethods: null,
            encryptionInTransit: { required: false },
          },
        },
      },
    },
    body: {
      StorageAccount: lower,
      SmbVersions: ["SMB3.0", "SMB3.1.1"],
      SmbChannelEncryption: ["AES-256-GCM"],
      SmbEncryptionRequired: false,
    },
  },
  "az-security-admin-rules": {
    answer: {
      value: [
        {
          id: "/nm/securityAdminConfigurations/c/ruleCollections/r/rules/ssh",
          configurationDescription: "of Jane",
          kind: "Custom",
          properties: {
            description: "of Jane",
            access: "Deny",
            direction: "Inbound",
            priority: 10,
            protocol: "Tcp",
            sources: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
            destinations: [],
            sourcePortRanges: ["0-65535"],
            destinationPortRanges: ["22"],
          },
        },
        { id: "/nm/securityAdminConfigurations/c/ruleCollections/r/rules/dns", properties: {} },
      ],
    },
    body: {
      VirtualNetwork: lower,
      Rules: [
        { id: "/nm/securityAdminConfigurations/c/ruleCollections/r/rules/dns" },
        {
          id: "/nm/securityAdminConfigurations/c/ruleCollections/r/rules/ssh",
          access: "Deny",
          direction: "Inbound",
          priority: 10,
          protocol: "Tcp",
          sources: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
          destinations: [],
          sourcePortRanges: ["0-65535"],
          destinationPortRanges: ["22"],
        },
      ],
    },
  },
  "az-redis-enterprise-databases": {
    answer: {
      value: [
        { name: "cache1/default", properties: { clientProtocol: "Plaintext", port: 10000 } },
        { name: "another", properties: { clientProtocol: null } },
      ],
    },
    body: { Cache: lower, Databases: [{ name: "another" }, { name: "default", clientProtocol: "Plaintext" }] },
  },
  "az-service-bus-network-rules": {
    answer: {
      id: "x",
      name: "default",
      properties: {
        publicNetworkAccess: "Enabled",
        defaultAction: "Deny",
        trustedServiceAccessEnabled: false,
        virtualNetworkRules: [{ subnet: { id: "s" }, ignoreMissingVnetServiceEndpoint: true }],
        ipRules: [{ ipMask: "1.1.1.1", action: "Allow" }],
      },
    },
    body: {
      Service: lower,
      PublicNetworkAccess: "Enabled",
      DefaultAction: "Deny",
      TrustedServices: false,
      VirtualNetworkRuleCount: 1,
      Rules: [{ ipMask: "1.1.1.1" }],
    },
  },
  "az-event-hub-network-rules": {
    answer: {
      id: "x",
      name: "default",
      properties: {
        publicNetworkAccess: "Enabled",
        defaultAction: "Deny",
        trustedServiceAccessEnabled: false,
        virtualNetworkRules: [{ subnet: { id: "s" }, ignoreMissingVnetServiceEndpoint: true }],
        ipRules: [{ ipMask: "1.1.1.1", action: "Allow" }],
      },
    },
    body: {
      Service: lower,
      PublicNetworkAccess: "Enabled",
      DefaultAction: "Deny",
      TrustedServices: false,
      VirtualNetworkRuleCount: 1,
      Rules: [{ ipMask: "1.1.1.1" }],
    },
  },
  "az-redis-firewall-rules": {
    answer: {
      value: [
        { id: "x", name: "cache/of-jane", properties: { startIP: "192.168.1.1", endIP: "192.168.1.4" } },
        { id: "x", name: "cache/a", properties: { startIP: "10.0.0.1", endIP: "10.0.0.1" } },
      ],
    },
    body: {
      Service: lower,
      Rules: [
        { startIpAddress: "10.0.0.1", endIpAddress: "10.0.0.1" },
        { startIpAddress: "192.168.1.1", endIpAddress: "192.168.1.4" },
      ],
    },
  },
  "az-site-authentication": {
    answer: {
      id: "x",
      name: "authsettingsV2",
      properties: {
        platform: { enabled: true, runtimeVersion: "~1" },
        globalValidation: {
          requireAuthentication: true,
          unauthenticatedClientAction: "RedirectToLoginPage",
          redirectToProvider: "of-jane",
          excludedPaths: ["/health", "/of-jane"],
        },
        identityProviders: { azureActiveDirectory: { registration: { clientId: "of-jane" } } },
      },
    },
    body: {
      Site: lower,
      Enabled: true,
      RequireAuthentication: true,
      UnauthenticatedClientAction: "RedirectToLoginPage",
      ExcludedPathCount: 2,
    },
  },
  "az-site-configuration": {
    answer: {
      id: "x",
      name: "web",
      properties: {
        appSettings: null,
        connectionStrings: null,
        publishingUsername: "$shop",
        minTlsVersion: "1.2",
        ftpsState: "FtpsOnly",
        publicNetworkAccess: null,
        ipSecurityRestrictions: [
          {
            ipAddress: "AzureFrontDoor.Backend",
            tag: "ServiceTag",
            action: "Allow",
            priority: 100,
            description: "by a person",
            headers: { "X-Azure-FDID": ["f15a4a39-0000-4000-8000-000000000000"] },
          },
        ],
        ipSecurityRestrictionsDefaultAction: "Deny",
      },
    },
    body: {
      Site: lower,
      minTlsVersion: "1.2",
      ftpsState: "FtpsOnly",
      ipSecurityRestrictions: [
        {
          ipAddress: "AzureFrontDoor.Backend",
          tag: "ServiceTag",
          action: "Allow",
          priority: 100,
          headerNames: ["X-Azure-FDID"],
        },
      ],
      ipSecurityRestrictionsDefaultAction: "Deny",
    },
  },
  ...edges(lower),
  "az-sql-encryption": {
    answer: { id: "x", name: "current", properties: { state: "Enabled" } },
    body: { Database: lower, state: "Enabled" },
  },
  "az-sql-backup-retention": {
    answer: { id: "x", name: "default", properties: { retentionDays: 14, diffBackupIntervalInHours: 12 } },
    body: { Database: lower, retentionDays: 14 },
  },
  "az-sql-auditing": {
    answer: {
      name: "default",
      properties: {
        state: "Enabled",
        retentionDays: 90,
        storageEndpoint: "",
        auditActionsAndGroups: ["BATCH_COMPLETED_GROUP", "AUDIT_CHANGE_GROUP"],
        isAzureMonitorTargetEnabled: true,
        storageAccountSubscriptionId: "00000000-0000-0000-0000-000000000000",
      },
    },
    body: {
      Server: lower,
      state: "Enabled",
      retentionDays: 90,
      isAzureMonitorTargetEnabled: true,
      auditActionsAndGroups: ["AUDIT_CHANGE_GROUP", "BATCH_COMPLETED_GROUP"],
    },
  },
  "az-sql-firewall-rules": rules,
  "az-postgres-firewall-rules": rules,
  "az-mysql-firewall-rules": rules,
  "az-postgres-cluster-firewall-rules": rules,
  "az-postgres-parameters": {
    answer: {
      value: [
        { name: "ssl_min_protocol_version", properties: { value: "TLSv1.2", isConfigPendingRestart: false } },
        { name: "log_connections", properties: { value: "on" } },
        { name: "require_secure_transport", properties: { value: "on", isConfigPendingRestart: null } },
      ],
    },
    body: {
      Server: lower,
      Parameters: [
        { name: "require_secure_transport", value: "on" },
        { name: "ssl_min_protocol_version", value: "TLSv1.2", isConfigPendingRestart: false },
      ],
    },
  },
  "az-mysql-parameters": {
    answer: {
      value: [{ name: "tls_version", properties: { value: "TLSv1.2,TLSv1.3", isConfigPendingRestart: "True" } }],
    },
    body: {
      Server: lower,
      Parameters: [{ name: "tls_version", value: "TLSv1.2,TLSv1.3", isConfigPendingRestart: "True" }],
    },
  },
};

const declared = (format: string): { format: string; scope: string; types: readonly string[] } => ({
  format,
  scope: `azure/${id}`,
  types: FORMATS[FORMAT_NAMES.find((name) => name === format) as (typeof FORMAT_NAMES)[number]].types,
});
const read = (format: string, ...lines: readonly (object | string)[]): ReturnType<typeof readExport> =>
  readExport(
    declared(format),
    lines.map((line) => (typeof line === "string" ? line : `${JSON.stringify(line)}\n`)).join(""),
    declared(format).types.map((type) => `${type}@global`),
  );

describe.each(Object.entries(CASES))("%s", (format, { answer, body }) => {
  const unit = `${declared(format).types[0]}@global`;

  test("a good answer", async () => {
    const outcome = await read(format, { subject, answer });
    const slug = format.replace(/^az-/, "");
    expect(outcome.items).toMatchObject([
      { key: `tidemark:azure/${id}/${slug}%2F${encodeURIComponent(lower)}`, dataTime: AT, name: null, region: null },
    ]);
    expect(bodyOf(outcome)).toEqual(body);
    expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 1 });
  });

  test("no resource of its type: nothing, completely; a cut file is not complete", async () => {
    expect((await read(format)).unit(unit)).toMatchObject({ complete: true, listed: 0 });
    expect((await read(format, JSON.stringify({ subject, answer }).slice(0, -9))).unit(unit)).toMatchObject({
      complete: false,
      listed: 0,
      problem: { code: "truncated" },
    });
  });

  test("a call that failed says which action was refused, one with pages left or of another shape says so", async () => {
    const error =
      'ERROR: Forbidden({"error":{"code":"AuthorizationFailed","message":"The client \'jane@northlight.example\' with object id \'x\' does not have authorization to perform action \'Microsoft.X/things/parts/read\' over scope \'/subscriptions/x\'"}})';
    const outcome = await read(
      format,
      { subject, exitStatus: 1, error },
      { subject: `${subject}2`, answer: { ...(answer as object), nextLink: "https://management.azure.com/x" } },
      { subject: `${subject}3`, answer: { properties: 1, value: 1 } },
      { subject: `${subject}4`, answer },
    );
    expect(outcome.items.map((item) => ("problem" in item ? item.problem : null))).toEqual([
      { code: "denied", detail: "Microsoft.X/things/parts/read" },
      { code: "truncated", detail: "the answer for one subject of the call has nextLink, so pages are missing" },
      { code: "unexpected-shape", detail: "the answer for one subject in f.json is not in the documented form" },
      null,
    ]);
    expect(JSON.stringify(outcome.items)).not.toContain("jane");
    expect(outcome.unit(unit)).toMatchObject({ complete: true, listed: 4 });
  });

  test("a resource of another subscription, and a line that is none, are refused by line", async () => {
    const other = subject.replace(id, "00000000-0000-4000-8000-000000000000");
    expect(await refusal(read(format, { subject, answer }, { subject: other, answer }))).toBe(
      "f.json: line 2: found a subject of another form, expected the subject of the call",
    );
    expect(await refusal(read(format, { subject, answer }, answer as object))).toMatch(
      /^f\.json: line 2: found another shape/,
    );
  });

  test("one resource asked twice counts once, and not at all where the answers differ", async () => {
    expect((await read(format, { subject, answer }, { subject: lower, answer })).items.length).toBe(1);
    const outcome = await read(format, { subject, answer }, { subject, exitStatus: 1, error: "TooManyRequests" });
    expect(outcome.items.at(-1)).toMatchObject({ problem: { code: "contradictory" } });
    expect(outcome.unit(unit)).toMatchObject({ complete: false, listed: 1, problem: { code: "contradictory" } });
  });
});

test("null in the auditing settings of a server is as if it were left out", async () => {
  const unit = "Tidemark::Sql::Auditing@global";
  const settings = { state: "Enabled", retentionDays: null, isAzureMonitorTargetEnabled: null };
  const declared = { format: "az-sql-auditing", scope: `azure/${id}`, types: ["Tidemark::Sql::Auditing"] };
  const line = JSON.stringify({ subject, answer: { properties: settings } });
  const outcome = await readExport(declared, `${line}\n`, [unit]);
  expect(bodyOf(outcome)).toEqual({ Server: lower, state: "Enabled", auditActionsAndGroups: [] });
});

test("every call below a resource has its cases", () => {
  const calls = FORMAT_NAMES.filter((name) => name.startsWith("az-"));
  expect(
    [
      ...Object.keys(CASES),
      "az-custom-roles",
      "az-defender-plans",
      "az-graph",
      "az-subscription-diagnostic-settings",
      "az-vault-keys",
    ].toSorted(),
  ).toEqual(calls.toSorted());
});
