// Reads what a tenant demands of everybody who signs in, by `az rest`: its security defaults, and its conditional access policies.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Answered } from "../../../answer.ts";
import { isRecord, leadsOn } from "../../../json-shape.ts";
import {
  CONDITIONAL_ACCESS,
  CONDITIONAL_ACCESS_PATH,
  conditionalAccess,
  policiesOn,
} from "../../../entra/answers/conditional-access.ts";
import {
  SECURITY_DEFAULTS,
  SECURITY_DEFAULTS_PATH,
  securityDefaults,
} from "../../../entra/answers/security-defaults.ts";
import { oneCall } from "../call.ts";
import type { Format } from "../format.ts";

type Policy = {
  readonly slug: string;
  readonly type: string;
  /** Below https://graph.microsoft.com/v1.0. */
  readonly path: string;
  readonly fact: (answer: Json, tenant: string) => Answered | undefined;
};

/** The answers do not name their tenant: the export script looks at who is signed in. */
function policyFormat({ slug, type, path, fact }: Policy): Format {
  return oneCall({
    provider: "entra",
    lane: `graph-${slug}`,
    scopeId: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    type,
    global: true,
    items(answer, { id }) {
      // Some of the policies would say of everybody what holds for a part. The unit is not complete.
      if (isRecord(answer) && leadsOn(answer["@odata.nextLink"])) return [];
      const made = fact(answer, id);
      return made === undefined ? undefined : [made];
    },
    exports(tenant, types) {
      const source = `entra-${tenant}-${slug}`;
      const url = `https://graph.microsoft.com/v1.0${path}`;
      const command = `az rest --method get --url ${url}`;
      return [{ source, types, regions: [], file: `${source}.json`, command, run: ["graph_list", tenant, url] }];
    },
  });
}

export const graphSecurityDefaults = policyFormat({
  slug: "security-defaults",
  type: SECURITY_DEFAULTS,
  path: SECURITY_DEFAULTS_PATH,
  fact: securityDefaults,
});

export const graphConditionalAccess = policyFormat({
  slug: "conditional-access",
  type: CONDITIONAL_ACCESS,
  path: CONDITIONAL_ACCESS_PATH,
  fact(answer, tenant) {
    const policies = policiesOn(answer);
    return policies === undefined ? undefined : conditionalAccess(policies, tenant);
  },
});
