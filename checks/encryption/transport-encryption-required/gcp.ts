// Judges Cloud Storage buckets by an organization policy, and Cloud SQL instances by their own settings; lists the evaluators for stores of Google Cloud.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import { caches } from "./gcp/caches.ts";
import type { Parameters } from "./parameters.ts";

const CONSTRAINT = "storage.secureHttpTransport";

const related = {
  policies: relation({
    type: "Tidemark::OrgPolicy::EffectivePolicy",
    within: "scope",
    global: true,
    reads: z.object({ Constraint: z.string(), Enforced: z.boolean() }),
    on: (row) => [row.Constraint],
  }),
};

const bucket = defineEvaluator({
  provider: "gcp",
  resourceType: "storage.googleapis.com/Bucket",
  global: true,
  // A bucket has no such setting: the constraint that holds for its project decides for all of them, new and old.
  reads: z.object({}),
  related,
  // https://docs.cloud.google.com/storage/docs/org-policy-constraints
  evaluate(_, { related: { policies } }: Question<Parameters, typeof related>) {
    const facts = { constraint: CONSTRAINT };
    const answer = policies(CONSTRAINT).find(() => true);
    if (answer.is === "unknown") return indeterminate(answer.problem, facts);
    if (answer.is === "none") {
      const detail = `the effective organization policy ${CONSTRAINT} was not read`;
      return indeterminate({ code: "not-seen", detail }, facts);
    }
    if (!answer.row.Enforced)
      return fail(`the organization policy ${CONSTRAINT}, which refuses plain HTTP, is not enforced`, facts);
    return pass(`the organization policy ${CONSTRAINT}, which refuses plain HTTP, is enforced`, facts);
  },
});

/** https://docs.cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances */
const IpConfiguration = z.object({
  sslMode: z
    .enum([
      "",
      "SSL_MODE_UNSPECIFIED",
      "ALLOW_UNENCRYPTED_AND_ENCRYPTED",
      "ENCRYPTED_ONLY",
      "TRUSTED_CLIENT_CERTIFICATE_REQUIRED",
    ])
    .nullish(),
  requireSsl: z.boolean().nullish(),
});

const sql = defineEvaluator({
  provider: "gcp",
  resourceType: "sqladmin.googleapis.com/Instance",
  global: true,
  reads: z.object({
    instanceType: z.string().nullish(),
    databaseVersion: z.string().nullish(),
    settings: z.object({ ipConfiguration: IpConfiguration.nullish() }).nullish(),
  }),
  evaluate({ instanceType, databaseVersion, settings }) {
    if (instanceType === "ON_PREMISES_INSTANCE") {
      return notApplicable(
        "the instance stands for a server outside Cloud SQL (instanceType is ON_PREMISES_INSTANCE)",
        { instanceType },
      );
    }
    if (settings == null) {
      return indeterminate({
        code: "not-in-answer",
        detail: "the answer from Google Cloud lacks the settings of the instance",
      });
    }
    const { sslMode, requireSsl } = settings.ipConfiguration ?? {};
    const facts = { sslMode: sslMode ?? null, requireSsl: requireSsl ?? null };
    if (sslMode === "TRUSTED_CLIENT_CERTIFICATE_REQUIRED" && databaseVersion?.startsWith("SQLSERVER") === true) {
      const detail = "sslMode requires trusted client certificates, which Cloud SQL for SQL Server does not support";
      return indeterminate({ code: "contradictory", detail }, facts);
    }
    // "The value of sslMode has priority over the value of requireSsl." Both are missing where nobody set them, and in
    // answers of instances from before sslMode there is requireSsl alone.
    const isRequired =
      sslMode == null || sslMode === "" || sslMode === "SSL_MODE_UNSPECIFIED"
        ? (requireSsl ?? false)
        : sslMode !== "ALLOW_UNENCRYPTED_AND_ENCRYPTED";
    if (!isRequired) return fail("the instance accepts connections without TLS (sslMode, requireSsl)", facts);
    return pass("the instance refuses connections without TLS (sslMode, requireSsl)", facts);
  },
});

export const gcp = [bucket, sql, ...caches];
