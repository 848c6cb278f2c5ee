// Reads the federated credentials of an Entra application: the tokens of other issuers by which a workload signs in as it.
import { z } from "zod";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";

const NEXT = "federatedIdentityCredentials@odata.nextLink";

/** Exactly one of subject and expression is set. https://learn.microsoft.com/en-us/graph/api/resources/federatedidentitycredential */
const Credential = z.object({
  id: z.string(),
  issuer: z.string().nullish(),
  subject: z.string().nullish(),
  audiences: z.array(z.string()).nullish(),
  claimsMatchingExpression: z.object({ value: z.string().nullish(), languageVersion: z.int().nullish() }).nullish(),
});

/** Members of the application: Graph names the rest of a list that it cut. */
export const Federated = {
  federatedIdentityCredentials: z.array(Credential).nullish(),
  [NEXT]: z.string().nullish(),
};

type Federated = z.infer<z.ZodObject<typeof Federated>>;

/** Left out where the answer lacks the list or a part of it. Sorted: no order is promised. */
export function federatedOf({ federatedIdentityCredentials: credentials, [NEXT]: next }: Federated): JsonObject {
  if (!credentials || next) return {};
  const kept = credentials.map(
    ({ id, issuer, subject, audiences, claimsMatchingExpression: expression }): JsonObject => ({
      id,
      ...(issuer ? { issuer } : {}),
      ...(subject ? { subject } : {}),
      ...(audiences ? { audiences: audiences.toSorted() } : {}),
      ...(expression
        ? {
            claimsMatchingExpression: {
              value: expression.value ?? "",
              languageVersion: expression.languageVersion ?? null,
            },
          }
        : {}),
    }),
  );
  return { FederatedIdentityCredentials: kept.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
}
