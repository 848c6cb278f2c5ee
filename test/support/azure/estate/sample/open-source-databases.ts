// PostgreSQL, MySQL and Cosmos DB of the sample estate.
// https://learn.microsoft.com/en-us/rest/api/postgresql/servers/get (2022-12-01), postgresqlhsc/clusters/get (2022-11-08),
// mysql/flexibleserver/servers/get (2023-06-30), cosmos-db-resource-provider/database-accounts/get (2023-11-15), and their
// configurations/list-by-server and firewall-rules/list-by-server
import type { Json } from "../../../../../evidence-schema/bytes/canonical.ts";
import type { ArmBody } from "../estate.ts";
import { idOf, PRODUCTION, resource, SHARED } from "./names.ts";

const POSTGRES = "Microsoft.DBforPostgreSQL/flexibleServers";
const CLUSTER = "Microsoft.DBforPostgreSQL/serverGroupsv2";
const MYSQL = "Microsoft.DBforMySQL/flexibleServers";

export const OPEN_SOURCE_DATABASES: readonly ArmBody[] = [
  resource(PRODUCTION, "rg-data", POSTGRES, "nl-pg", {
    sku: { name: "Standard_D4ds_v5", tier: "GeneralPurpose" },
    systemData: {
      createdAt: "2025-02-11T07:30:12.4410000Z",
      createdBy: "someone@northlight.example",
      createdByType: "User",
    },
    properties: {
      administratorLogin: "dba",
      dataEncryption: { type: "SystemManaged" },
      fullyQualifiedDomainName: "nl-pg.postgres.database.azure.com",
      network: { publicNetworkAccess: "Disabled" },
      state: "Ready",
      storage: { storageSizeGB: 256 },
      version: "16",
    },
  }),
  resource(PRODUCTION, "rg-data", CLUSTER, "nl-cluster", {
    properties: {
      administratorLogin: "citus",
      citusVersion: "12.1",
      coordinatorEnablePublicIpAccess: false,
      coordinatorVCores: 4,
      nodeCount: 2,
      nodeEnablePublicIpAccess: false,
      postgresqlVersion: "16",
      provisioningState: "Succeeded",
      state: "Ready",
    },
  }),
  resource(SHARED, "rg-tools", MYSQL, "nl-mysql", {
    sku: { name: "Standard_D2ads_v5", tier: "GeneralPurpose" },
    properties: {
      administratorLogin: "dba",
      fullyQualifiedDomainName: "nl-mysql.mysql.database.azure.com",
      network: { publicNetworkAccess: "Enabled" },
      state: "Ready",
      version: "8.0.21",
    },
  }),
  resource(PRODUCTION, "rg-data", "Microsoft.DocumentDB/databaseAccounts", "nl-cosmos", {
    kind: "GlobalDocumentDB",
    tags: {},
    properties: {
      databaseAccountOfferType: "Standard",
      ipRules: [],
      isVirtualNetworkFilterEnabled: false,
      minimalTlsVersion: "Tls12",
      provisioningState: "Succeeded",
      publicNetworkAccess: "Disabled",
      virtualNetworkRules: [],
    },
  }),
];

const below = (server: string, type: string, kind: string, each: { readonly [name: string]: Json }): [string, Json] => [
  `${server}/${kind}`,
  Object.entries(each).map(([name, properties]) => ({
    id: `${server}/${kind}/${name}`,
    name,
    type: `${type}/${kind}`,
    properties,
  })),
];

const pg = idOf(PRODUCTION, "rg-data", POSTGRES, "nl-pg");
const cluster = idOf(PRODUCTION, "rg-data", CLUSTER, "nl-cluster");
const mysql = idOf(SHARED, "rg-tools", MYSQL, "nl-mysql");

export const OPEN_SOURCE_CHILDREN: readonly [string, Json][] = [
  below(pg, POSTGRES, "configurations", {
    max_connections: { value: "400", source: "user-override", isConfigPendingRestart: false },
    require_secure_transport: { value: "on", source: "user-override", isConfigPendingRestart: false },
    ssl_min_protocol_version: { value: "TLSv1.2", source: "system-default", isConfigPendingRestart: false },
  }),
  below(cluster, CLUSTER, "firewallRules", {
    office: { startIpAddress: "203.0.113.16", endIpAddress: "203.0.113.23", provisioningState: "Succeeded" },
  }),
  below(mysql, MYSQL, "configurations", {
    require_secure_transport: { value: "ON", source: "system-default", isConfigPendingRestart: "False" },
    tls_version: { value: "TLSv1.2", source: "system-default", isConfigPendingRestart: "False" },
  }),
  below(mysql, MYSQL, "firewallRules", {
    AllowAllAzureServicesAndResourcesWithinAzureIps: { startIpAddress: "0.0.0.0", endIpAddress: "0.0.0.0" },
  }),
];
