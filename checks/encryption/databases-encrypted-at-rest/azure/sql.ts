// Judges databases of Azure SQL: each database has its own transparent data encryption, and its server the protector.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../../kernel.ts";
import type { Parameters } from "../parameters.ts";

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
      return notApplicable("the master database holds no user data and has no setting for transparent data encryption");
    }
    const answer = encryption(name).find(() => true);
    if (answer.is === "unknown") return indeterminate(answer.problem);
    if (answer.is === "none") {
      return indeterminate({
        code: "not-seen",
        detail: "the transparent data encryption setting of the database was not read",
      });
    }
    const facts = { state: answer.row.state };
    if (answer.row.state === "Disabled") return fail("transparent data encryption of the database is disabled", facts);
    if (!parameters.requireCustomerKey) return pass("transparent data encryption of the database is enabled", facts);
    // A database may have its own protector, above the server's.
    if (isSet(encryptionProtector))
      return pass("encryptionProtector of the database names a customer managed key", facts);
    const server = servers(name.replace(/\/databases\/[^/]*$/, "")).find(() => true);
    if (server.is === "found" && isSet(server.row.properties.keyId)) {
      return pass("keyId of the server names a customer managed key", facts);
    }
    if (server.is === "unknown") return indeterminate(server.problem, facts);
    const detail = "keyId of the server names no key, and Tidemark does not read the server's encryption protector";
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
    const detail = "Tidemark does not read transparent data encryption of the databases of a managed instance";
    return indeterminate({ code: "not-supported", detail }, { customerKey: isSet(keyId) });
  },
});

const isSet = (key: string | null | undefined): boolean => (key ?? "") !== "";

export const azureSql = [database, managedInstance];
