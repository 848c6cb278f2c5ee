// Reads the parameters of a flexible server that decide whether clients must use TLS, as Resource Manager lists them.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { armList, byName, type ArmChild } from "./arm-child.ts";

/**
 * https://learn.microsoft.com/en-us/rest/api/postgresql/configurations/list-by-server and that of MySQL, where
 * isConfigPendingRestart is the text "True" or "False".
 */
const Answer = armList(
  z.object({
    name: z.string(),
    properties: z.object({
      value: z.string().nullish(),
      isConfigPendingRestart: z.union([z.boolean(), z.string()]).nullish(),
    }),
  }),
);

const NAMES: ReadonlySet<string> = new Set(["require_secure_transport", "ssl_min_protocol_version", "tls_version"]);

function body(answer: Json, subject: string): object | undefined {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return undefined;
  const parameters = parsed.data.value
    .filter(({ name }) => NAMES.has(name.toLowerCase()))
    .map(({ name, properties: { value, isConfigPendingRestart } }) => ({
      name: name.toLowerCase(),
      ...((value ?? null) === null ? {} : { value }),
      ...((isConfigPendingRestart ?? null) === null ? {} : { isConfigPendingRestart }),
    }));
  return { Server: subject, Parameters: byName(parameters) };
}

const path = "/configurations";

export const POSTGRES_PARAMETERS: ArmChild = {
  slug: "postgres-parameters",
  type: "Tidemark::Postgres::Parameters",
  action: "Microsoft.DBforPostgreSQL/flexibleServers/configurations/read",
  subject: { type: "microsoft.dbforpostgresql/flexibleservers" },
  path,
  apiVersion: "2022-12-01",
  body,
};

export const MYSQL_PARAMETERS: ArmChild = {
  slug: "mysql-parameters",
  type: "Tidemark::MySql::Parameters",
  action: "Microsoft.DBforMySQL/flexibleServers/configurations/read",
  subject: { type: "microsoft.dbformysql/flexibleservers" },
  path,
  apiVersion: "2023-06-30",
  body,
};
