// Databases of Azure SQL: transparent data encryption is a setting of each, its protector one of the server.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

const related = {
  encryption: relation({
    type: "Tidemark::Sql::TransparentDataEncryption",
    within: "scope",
    global: true,
    /** https://learn.microsoft.com/en-us/rest/api/sql/transparent-data-encryptions/get */
    reads: z.object({ Database: z.string(), state: z.enum(["Enabled", "Disabled"]) }),
    on: (row) => [row.Database.toLowerCase()],
  }),
  servers: relation({
    type: "microsoft.sql/servers",
    within: "scope",
    global: true,
    /** https://learn.microsoft.com/en-us/rest/api/sql/servers/get */
    reads: z.object({ id: z.string(), properties: z.object({ keyId: z.string().nullish() }) }),
    on: (row) => [row.id.toLowerCase()],
  }),
};

const database = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.sql/servers/databases",
  global: true,
  reads: z.object({ id: z.string(), properties: z.object({ encryptionProtector: z.string().nullish() }) }),
  related,
  // https://learn.microsoft.com/en-us/azure/azure-sql/database/transparent-data-encryption-tde-overview
  evaluate(
    { id, properties: { encryptionProtector } },
    { related: { encryption, servers }, parameters }: Question<Parameters, typeof related>,
  ) {
    const name = id.toLowerCase();
    if (name.endsWith("/databases/master")) {
      return notApplicable("the master database holds no user data, and it has no such setting");
    }
    const answer = encryption(name).find(() => true);
    if (answer.is === "unknown") return indeterminate(answer.problem);
    if (answer.is === "none") {
      return indeterminate({
        code: "not-in-answer",
        detail: "transparent data encryption of the database was not read",
      });
    }
    const facts = { state: answer.row.state };
    if (answer.row.state === "Disabled") return fail("transparent data encryption is off", facts);
    if (!parameters.requireCustomerKey) return pass("transparent data encryption is on", facts);
    // A database may have its own protector, above the server's.
    if (isSet(encryptionProtector)) return pass("the key is customer managed", facts);
    const server = servers(name.replace(/\/databases\/[^/]*$/, "")).find(() => true);
    if (server.is === "found" && isSet(server.row.properties.keyId)) {
      return pass("the key is customer managed", facts);
    }
    if (server.is === "unknown") return indeterminate(server.problem, facts);
    const detail = "the server names no key, and its encryption protector is not read";
    return indeterminate({ code: "not-supported", detail }, facts);
  },
});

const managedInstance = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.sql/managedinstances",
  global: true,
  reads: z.object({ properties: z.object({ keyId: z.string().nullish() }) }),
  // New databases are encrypted, but one that was restored, or changed since, need not be.
  evaluate({ properties: { keyId } }) {
    const detail = "transparent data encryption of the databases of a managed instance is not read";
    return indeterminate({ code: "not-supported", detail }, { customerKey: isSet(keyId) });
  },
});

const isSet = (key: string | null | undefined): boolean => (key ?? "") !== "";

export const azureSql = [database, managedInstance];
