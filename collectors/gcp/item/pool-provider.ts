// Keeps of a provider of a workload identity pool whose tokens it takes, and of what it makes attributes: a map as a sorted list.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { isRecord, pick } from "../../json-shape.ts";

export const PROVIDER = "iam.googleapis.com/WorkloadIdentityPoolProvider";

/** Not among them: keys of the issuer, and documents of SAML. https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers */
const MEMBERS = ["attributeCondition", "disabled", "expireTime", "name", "state"] as const;

/** The members of a provider that are kept. */
export function providerBody(data: JsonObject): JsonObject {
  const { attributeMapping: mapping, oidc, aws } = data;
  return {
    ...pick(data, MEMBERS),
    ...(isRecord(oidc) ? { oidc: pick(oidc, ["allowedAudiences", "issuerUri"]) } : {}),
    ...(isRecord(aws) ? { aws: pick(aws, ["accountId"]) } : {}),
    ...(isRecord(mapping)
      ? {
          AttributeMapping: Object.entries(mapping)
            .map(([Attribute, Expression]) => ({ Attribute, Expression }))
            .toSorted((a, b) => (a.Attribute < b.Attribute ? -1 : 1)),
        }
      : {}),
  };
}
