// Plays Resource Manager, and Resource Graph below it: it takes a token of Entra for its own audience, and reads alone.
import type { Api } from "../api.ts";
import { requestIds } from "../request-ids.ts";
import { bearerOf, type BadToken } from "../identity/bearer.ts";
import { AUDIENCES } from "../identity/clouds.ts";
import { resourceGraph } from "../resource-graph/resource-graph.ts";
import type { Answer, Asked, Caller } from "../../clouds/wire/asked.ts";
import type { Serving } from "../../clouds/wire/start-service.ts";
import type { World } from "../world.ts";
import { Access } from "./access.ts";
import { wrongVersion } from "./api-versions.ts";
import { armError, authorizationFailed } from "./arm-error.ts";
import { armPath, typeOf, type ArmPath } from "./arm-path.ts";
import { answerEffectiveRules, EFFECTIVE_RULES } from "./effective-rules.ts";
import { answerManagementGroup } from "./management-groups.ts";
import { answerResource } from "./resources.ts";
import { answerAuthorization } from "./role-assignments.ts";
import { answerSubscription, listSubscriptions } from "./subscriptions.ts";

export function armService({ world, cloud, jwks }: Api): Serving {
  const query = resourceGraph(world);
  const audience = AUDIENCES[cloud].arm;
  return {
    service: "arm",
    ids: requestIds,
    async caller(asked) {
      const caller = await bearerOf(asked, { audience, jwks, now: world.now() });
      return typeof caller === "string" ? unauthenticated(caller, audience) : caller;
    },
    denied({ path }, { principal }) {
      const asked = armPath(path);
      return asked === null
        ? armError(403, "AuthorizationFailed", "The client may not.")
        : authorizationFailed(asked, principal);
    },
    throttled: ({ path }) =>
      armError(
        429,
        "SubscriptionRequestsThrottled",
        `Number of requests for '${path}' exceeded the limit for this time interval. Please try again later.`,
      ),
    answer: (asked, caller) => answer(world, query, asked, caller),
  };
}

/** https://learn.microsoft.com/en-us/azure/azure-resource-manager/troubleshooting/error-invalid-authentication-token */
function unauthenticated(bad: BadToken, audience: string): Answer {
  const messages: Readonly<Record<BadToken, string>> = {
    missing: "Authentication failed. The 'Authorization' header is missing.",
    malformed: "The access token is invalid.",
    audience: `The access token has been obtained for wrong audience or resource. It should exactly match with one of the allowed audiences '${audience}/', '${audience}'.`,
    expired: "The access token expiry UTC time is earlier than current UTC time.",
    signature: "The access token is from the wrong issuer, or its signature is invalid.",
  };
  const code = {
    missing: "AuthenticationFailed",
    audience: "InvalidAuthenticationTokenAudience",
    expired: "ExpiredAuthenticationToken",
  };
  return armError(401, bad in code ? code[bad as keyof typeof code] : "InvalidAuthenticationToken", messages[bad]);
}

type Query = ReturnType<typeof resourceGraph>;

function answer(world: World, query: Query, asked: Asked, { principal }: Caller): Answer {
  const path = armPath(asked.path);
  if (path === null)
    return armError(404, "InvalidRequestUri", `The request URI '${asked.path}' is not of Resource Manager.`);
  const wrong = wrongVersion(path, asked.query, world.settings.apiVersions);
  if (wrong !== null) return wrong;
  const access = new Access(world.estate, principal ?? "");
  if (typeOf(path) === "microsoft.resourcegraph/resources" && asked.method === "POST") return query(access, asked);
  if (typeOf(path) === EFFECTIVE_RULES && asked.method === "POST")
    return answerEffectiveRules(world, access, asked, path);
  if (asked.method !== "GET")
    return authorizationFailed(path, principal, asked.method === "DELETE" ? "delete" : "write");
  return read(world, access, asked, path);
}

function read(world: World, access: Access, asked: Asked, path: ArmPath): Answer {
  const type = typeOf(path);
  if (path.id === "/subscriptions") return listSubscriptions(world, access, asked);
  if (path.namespace === "Microsoft.Resources") {
    const answered = answerSubscription(world, access, asked, path);
    if (answered !== null) return answered;
  }
  if (type.startsWith("microsoft.management/managementgroups"))
    return answerManagementGroup(world, access, asked, path);
  return answerAuthorization(world, access, asked, path) ?? answerResource(world, access, asked, path);
}
