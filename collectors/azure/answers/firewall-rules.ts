// Reads from which addresses a database server of Azure lets clients in: its firewall rules, one call a kind of server.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { armList, byName, type ArmChild } from "./arm-child.ts";

/** The same three members in https://learn.microsoft.com/en-us/rest/api/sql/firewall-rules/list-by-server and those of PostgreSQL and MySQL. */
const Answer = armList(
  z.object({
    name: z.string(),
    properties: z.object({ startIpAddress: z.string().nullish(), endIpAddress: z.string().nullish() }),
  }),
);

function body(answer: Json, subject: string): object | undefined {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return undefined;
  const rules = parsed.data.value.map(({ name, properties: { startIpAddress = null, endIpAddress = null } }) => ({
    name,
    startIpAddress,
    endIpAddress,
  }));
  return { Server: subject, Rules: byName(rules) };
}

const path = "/firewallRules";

export const SQL_FIREWALL_RULES: ArmChild = {
  slug: "sql-firewall-rules",
  type: "Tidemark::Sql::FirewallRules",
  action: "Microsoft.Sql/servers/firewallRules/read",
  subject: { type: "microsoft.sql/servers" },
  path,
  apiVersion: "2021-11-01",
  body,
};

export const POSTGRES_FIREWALL_RULES: ArmChild = {
  slug: "postgres-firewall-rules",
  type: "Tidemark::Postgres::FirewallRules",
  action: "Microsoft.DBforPostgreSQL/flexibleServers/firewallRules/read",
  subject: { type: "microsoft.dbforpostgresql/flexibleservers" },
  path,
  apiVersion: "2022-12-01",
  body,
};

/** https://learn.microsoft.com/en-us/rest/api/postgresqlhsc/firewall-rules/list-by-cluster */
export const POSTGRES_CLUSTER_FIREWALL_RULES: ArmChild = {
  slug: "postgres-cluster-firewall-rules",
  type: "Tidemark::PostgresCluster::FirewallRules",
  action: "Microsoft.DBforPostgreSQL/serverGroupsv2/firewallRules/read",
  subject: { type: "microsoft.dbforpostgresql/servergroupsv2" },
  path,
  apiVersion: "2022-11-08",
  body,
};

export const MYSQL_FIREWALL_RULES: ArmChild = {
  slug: "mysql-firewall-rules",
  type: "Tidemark::MySql::FirewallRules",
  action: "Microsoft.DBforMySQL/flexibleServers/firewallRules/read",
  subject: { type: "microsoft.dbformysql/flexibleservers" },
  path,
  apiVersion: "2023-06-30",
  body,
};
