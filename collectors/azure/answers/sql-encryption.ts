// Reads whether an Azure SQL database is encrypted at rest, as Resource Manager tells its transparent data encryption.
import { z } from "zod";
import type { ArmChild } from "./arm-child.ts";

/** https://learn.microsoft.com/en-us/rest/api/sql/transparent-data-encryptions/get: state is Enabled or Disabled. */
const Answer = z.object({ properties: z.object({ state: z.string() }) });

export const SQL_ENCRYPTION: ArmChild = {
  slug: "sql-encryption",
  type: "Tidemark::Sql::TransparentDataEncryption",
  // The master database holds no data of a customer and always says Disabled.
  action: "Microsoft.Sql/servers/databases/transparentDataEncryption/read",
  subject: { type: "microsoft.sql/servers/databases", unless: { member: "name", is: ["master"] } },
  path: "/transparentDataEncryption/current",
  apiVersion: "2021-11-01",
  body(answer, subject) {
    const parsed = Answer.safeParse(answer);
    return parsed.success ? { Database: subject, state: parsed.data.properties.state } : undefined;
  },
};
