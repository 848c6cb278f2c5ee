// Azure SQL of the sample estate: a server with two databases and the master one, and a managed instance.
// https://learn.microsoft.com/en-us/rest/api/sql/servers/get, databases/get, managed-instances/get, firewall-rules/list-by-server,
// server-blob-auditing-policies/get, transparent-data-encryptions/get and backup-short-term-retention-policies/get, 2021-11-01
import type { Json } from "../../../../../evidence-schema/bytes/canonical.ts";
import type { ArmBody } from "../estate.ts";
import { idOf, PRODUCTION, resource } from "./names.ts";

const SERVER = idOf(PRODUCTION, "rg-data", "Microsoft.Sql/servers", "nl-sql");

const database = (name: string, kind: string): ArmBody =>
  resource(PRODUCTION, "rg-data", "Microsoft.Sql/servers/databases", `nl-sql/${name}`, {
    kind,
    sku: { name: "GP_Gen5", tier: "GeneralPurpose", family: "Gen5", capacity: 2 },
    properties: {
      collation: "SQL_Latin1_General_CP1_CI_AS",
      creationDate: "2025-01-20T09:12:04.117Z",
      status: "Online",
      zoneRedundant: false,
    },
  });

export const SQL: readonly ArmBody[] = [
  resource(PRODUCTION, "rg-data", "Microsoft.Sql/servers", "nl-sql", {
    kind: "v12.0",
    properties: {
      administratorLogin: "dba",
      administrators: {
        administratorType: "ActiveDirectory",
        principalType: "Group",
        login: "SQL administrators",
        sid: "5d2e7c1b-0a9f-4e8d-8c7b-6a5f4e3d2c1b",
        tenantId: "2f1b6e3c-9d6a-4c55-8f0e-5b7c1d2e3f40",
        azureADOnlyAuthentication: true,
      },
      fullyQualifiedDomainName: "nl-sql.database.windows.net",
      minimalTlsVersion: "1.2",
      privateEndpointConnections: [],
      publicNetworkAccess: "Enabled",
      restrictOutboundNetworkAccess: "Disabled",
      state: "Ready",
      version: "12.0",
    },
  }),
  database("appointments", "v12.0,user,vcore"),
  database("master", "v12.0,system"),
  resource(PRODUCTION, "rg-data", "Microsoft.Sql/managedInstances", "nl-instance", {
    sku: { name: "GP_Gen5", tier: "GeneralPurpose", family: "Gen5", capacity: 8 },
    properties: {
      administratorLogin: "dba",
      fullyQualifiedDomainName: "nl-instance.1b4e2caff2530.database.windows.net",
      minimalTlsVersion: "1.2",
      provisioningState: "Succeeded",
      publicDataEndpointEnabled: false,
      state: "Ready",
      storageSizeInGB: 256,
    },
  }),
];

const rule = (name: string, startIpAddress: string, endIpAddress: string): Json => ({
  id: `${SERVER}/firewallRules/${name}`,
  name,
  type: "Microsoft.Sql/servers/firewallRules",
  properties: { startIpAddress, endIpAddress },
});

const encryption = (name: string, state: string): [string, Json] => [
  `${SERVER}/databases/${name}/transparentDataEncryption/current`,
  {
    id: `${SERVER}/databases/${name}/transparentDataEncryption/current`,
    name: "current",
    type: "Microsoft.Sql/servers/databases/transparentDataEncryption",
    properties: { state },
  },
];

const retention = (name: string, retentionDays: number): [string, Json] => [
  `${SERVER}/databases/${name}/backupShortTermRetentionPolicies/default`,
  {
    id: `${SERVER}/databases/${name}/backupShortTermRetentionPolicies/default`,
    name: "default",
    type: "Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies",
    properties: { retentionDays, diffBackupIntervalInHours: 12 },
  },
];

export const SQL_CHILDREN: readonly [string, Json][] = [
  [
    `${SERVER}/firewallRules`,
    [rule("office", "203.0.113.16", "203.0.113.23"), rule("migration", "0.0.0.0", "255.255.255.255")],
  ],
  [
    `${SERVER}/auditingSettings/default`,
    {
      id: `${SERVER}/auditingSettings/Default`,
      name: "Default",
      type: "Microsoft.Sql/servers/auditingSettings",
      properties: {
        state: "Enabled",
        retentionDays: 400,
        storageEndpoint: "https://nllogs.blob.core.windows.net/",
        storageAccountSubscriptionId: "00000000-0000-0000-0000-000000000000",
        isAzureMonitorTargetEnabled: false,
        isStorageSecondaryKeyInUse: false,
        auditActionsAndGroups: [
          "SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP",
          "FAILED_DATABASE_AUTHENTICATION_GROUP",
          "BATCH_COMPLETED_GROUP",
        ],
      },
    },
  ],
  encryption("appointments", "Enabled"),
  retention("appointments", 14),
  // It always says so: collectors leave it out.
  encryption("master", "Disabled"),
];
