// Plays Microsoft Graph v1.0: what it answers follows from the application permissions in the token, and from the licence.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import { Random } from "../../model/simulation/random.ts";
import type { Api } from "../api.ts";
import { requestIds } from "../request-ids.ts";
import { bearerOf, type BadToken } from "../identity/bearer.ts";
import { AUDIENCES } from "../identity/clouds.ts";
import { json, type Answer, type Asked, type Caller } from "../../clouds/wire/asked.ts";
import { Quota } from "../../clouds/wire/quota.ts";
import type { Serving } from "../../clouds/wire/start-service.ts";
import type { World } from "../world.ts";
import { COLLECTIONS, type Collection } from "./collections.ts";
import { graphError } from "./graph-error.ts";
import { lacksLicence } from "./licences.ts";

export function graphService({ world, cloud, jwks }: Api): Serving {
  const limits = new Limits(world);
  return {
    service: "graph",
    ids: requestIds,
    async caller(asked) {
      const caller = await bearerOf(asked, { audience: AUDIENCES[cloud].graph, jwks, now: world.now() });
      return typeof caller === "string" ? unauthenticated(caller, world.now()) : caller;
    },
    denied: () => denied(world.now()),
    throttled: () => throttled(world.now(), null),
    answer: (asked, caller) => answer(world, limits, asked, caller),
  };
}

function unauthenticated(bad: BadToken, now: Date): Answer {
  const messages: Readonly<Record<BadToken, string>> = {
    missing: "Access token is empty.",
    malformed: "CompactToken parsing failed with error code: 80049217",
    audience: "Access token validation failure. Invalid audience.",
    expired: "Lifetime validation failed, the token is expired.",
    signature: "Access token validation failure.",
  };
  return graphError(401, "InvalidAuthenticationToken", messages[bad], now);
}

const denied = (now: Date): Answer =>
  graphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.", now);

/** https://learn.microsoft.com/en-us/graph/throttling; `retryAfter` in seconds, null without the header. */
function throttled(now: Date, retryAfter: number | null): Answer {
  const { headers, ...answer } = graphError(429, "TooManyRequests", "Please retry again later.", now);
  return { ...answer, headers: { ...headers, ...(retryAfter === null ? {} : { "retry-after": String(retryAfter) }) } };
}

/** Reports: 5 in 10 s an app. Conditional access: 1 in 1 s a tenant, and without Retry-After. */
class Limits {
  readonly #world: World;
  readonly #reports: Quota;
  readonly #conditionalAccess: Quota;
  #random: { readonly seed: number; readonly random: Random } | null = null;

  constructor(world: World) {
    this.#world = world;
    this.#reports = new Quota(() => 5, 10, world.now);
    this.#conditionalAccess = new Quota(() => 1, 1, world.now);
  }

  over({ limit }: Collection, principal: string): Answer | null {
    const { settings, now } = this.#world;
    if (limit === "reports" && settings.reportsQuota) {
      const { remaining, resets } = this.#reports.take(principal);
      return remaining < 0 ? throttled(now(), resets) : null;
    }
    if (limit === "conditional-access" && settings.conditionalAccessQuota)
      return this.#conditionalAccess.take("tenant").remaining < 0 ? throttled(now(), null) : null;
    return null;
  }

  /** Whether the licence is misread this time. */
  misread(): boolean {
    const { licenceMisread } = this.#world.settings;
    if (licenceMisread === null) return false;
    const { seed, share } = licenceMisread;
    if (this.#random?.seed !== seed) this.#random = { seed, random: new Random(seed) };
    return this.#random.random.chance(share);
  }
}

function answer({ estate, settings, now }: World, limits: Limits, asked: Asked, { principal, roles }: Caller): Answer {
  const path = asked.path.replace(/^\/v1\.0/, "");
  const collection = COLLECTIONS.find((each) => each.path.test(path));
  if (asked.method !== "GET" || !asked.path.startsWith("/v1.0/") || collection === undefined)
    return graphError(400, "BadRequest", `Resource not found for the segment '${path.split("/")[1] ?? ""}'.`, now());
  const over = limits.over(collection, principal ?? "");
  if (over !== null) return over;
  if (!collection.permissions.some((permission) => roles.includes(permission))) return lacking(collection, now());
  const isOfSignIns = collection.hasSignIns === true && /\bsignInActivity\b/.test(asked.query.get("$select") ?? "");
  if (isOfSignIns && !roles.includes("AuditLog.Read.All"))
    return lacking({ ...collection, limit: "reports", permissions: ["AuditLog.Read.All"] }, now());
  const of: Collection = isOfSignIns ? { ...collection, licence: "P1" } : collection;
  const unlicensed = licenceError(of, { estate, settings, now }, roles, limits);
  if (unlicensed !== null) return unlicensed;
  const wrong = [...asked.query.keys()].find(
    (option) => option !== "$skiptoken" && !collection.options.includes(option),
  );
  if (wrong !== undefined) {
    const name = wrong.slice(1, 2).toUpperCase() + wrong.slice(2);
    return graphError(
      400,
      "BadRequest",
      `The query specified in the URI is not valid. Query option '${name}' is not allowed. To allow it, set the 'AllowedQueryOptions' property on EnableQueryAttribute or QueryValidationSettings.`,
      now(),
    );
  }
  if (collection.filter?.test(asked.query.get("$filter") ?? "") === false)
    return graphError(400, "InvalidFilter", "The filter is invalid.", now());
  const id = collection.path.exec(path)?.[1] ?? "";
  const found = collection.read(estate.directory, id, {
    expand: asked.query.get("$expand"),
    filter: asked.query.get("$filter"),
    roles,
  });
  if (found === undefined)
    return graphError(
      404,
      "Request_ResourceNotFound",
      `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
      now(),
    );
  const context = `https://graph.microsoft.com/v1.0/$metadata#${path.slice(1)}`;
  return Array.isArray(found)
    ? page(found as readonly JsonObject[], asked, context, settings)
    : json(200, { "@odata.context": `${context}/$entity`, ...selected(found as JsonObject, asked) });
}

/** Three ways to say it: microsoftgraph/microsoft-graph-docs-contrib#1852 for reports, Microsoft365DSC#3556 for conditional access. */
function lacking({ limit, permissions }: Collection, now: Date): Answer {
  if (limit === "reports")
    return graphError(
      403,
      "Authentication_MSGraphPermissionMissing",
      `Calling principal does not have required MSGraph permissions ${permissions[0]}`,
      now,
    );
  if (limit === "conditional-access")
    return graphError(
      403,
      "AccessDenied",
      "You cannot perform the requested operation, required scopes are missing in the token.",
      now,
    );
  return denied(now);
}

function licenceError(
  { licence }: Collection,
  { estate, now }: World,
  roles: readonly string[],
  limits: Limits,
): Answer | null {
  if (licence === "P2" && lacksLicence(estate.directory, "P2"))
    return graphError(
      400,
      "AadPremiumLicenseRequired",
      "The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.",
      now(),
    );
  const isMisread = licence === "P1" && !roles.includes("Directory.Read.All") && limits.misread();
  if (isMisread || (licence === "P1" && lacksLicence(estate.directory, "P1")))
    return graphError(
      403,
      "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
      "Neither tenant is B2C or tenant doesn't have premium license",
      now(),
    );
  return null;
}

function page(
  found: readonly JsonObject[],
  asked: Asked,
  context: string,
  { graphPage, graphMost }: World["settings"],
): Answer {
  const top = Math.min(Number(asked.query.get("$top") ?? graphPage), graphMost);
  const from = Number(asked.query.get("$skiptoken") ?? 0);
  const next = new URLSearchParams(asked.query);
  next.set("$skiptoken", String(from + top));
  return json(200, {
    "@odata.context": context,
    ...(from + top < found.length
      ? { "@odata.nextLink": `${asked.origin}${encodeURI(asked.path)}?${next.toString()}` }
      : {}),
    value: found.slice(from, from + top).map((element) => selected(element, asked)),
  });
}

function selected(element: JsonObject, { query }: Asked): JsonObject {
  const expanded = query.get("$expand");
  const names = query
    .get("$select")
    ?.split(",")
    .concat(expanded ?? []);
  return names === undefined
    ? element
    : Object.fromEntries(
        Object.entries(element).filter(([name]) => names.includes(name) || name.startsWith("@odata.")),
      );
}
