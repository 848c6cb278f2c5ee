// Makes an API of Google: it takes a token with its scope, counts requests against a project, and answers by a table of routes.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { json, type Answer, type Asked, type Caller, type Service } from "../../clouds/wire/asked.ts";
import type { Serving } from "../../clouds/wire/start-service.ts";
import { bearerOf } from "../identity/bearer.ts";
import { errorInfo, googleError, oldError, permissionDenied } from "../identity/google-error.ts";
import type { World } from "../world.ts";

/** A request that fits a route: what the pattern caught, by its names. */
export type Routed = {
  readonly world: World;
  readonly asked: Asked;
  readonly caller: Caller;
  /** Of the API: `sqladmin.googleapis.com`. */
  readonly host: string;
  readonly parts: { readonly [name: string]: string };
  /** The answer to a caller who lacks a permission at a container; null for one who holds it. */
  readonly denied: (permission: string, at: string) => Answer | null;
  /** That an entity is not there. */
  readonly missing: () => Answer;
};

/** A page of a list, or a whole answer. */
export type Route = {
  readonly method?: "POST";
  readonly path: RegExp;
  readonly answer: (routed: Routed) => Answer;
};

export type Api = {
  readonly service: Service;
  /** As errors name it: `sqladmin.googleapis.com`. */
  readonly host: string;
  readonly scopes: readonly string[];
  /** Storage, Compute and the Directory API write errors in an older shape. */
  readonly isOld?: true;
  readonly routes: readonly Route[];
};

export const apiService = (api: Api, world: World): Serving => ({
  service: api.service,
  caller: (asked) => Promise.resolve(bearerOf(asked, world, api.scopes)),
  denied: ({ path }) => lacking(api, "", path),
  throttled: () => throttled(api),
  answer: (asked, caller) => answer(api, world, asked, caller),
});

function throttled({ isOld, host }: Api): Answer {
  const message = `Quota exceeded for quota metric 'Requests' and limit 'Requests per minute' of service '${host}' for consumer 'project_number:558100220033'.`;
  return isOld === true
    ? oldError(403, "rateLimitExceeded", message, "usageLimits")
    : googleError("RESOURCE_EXHAUSTED", message, [errorInfo("RATE_LIMIT_EXCEEDED", { service: host })]);
}

/** `permission` empty for a denial that names none. */
function lacking({ isOld }: Api, permission: string, at: string): Answer {
  if (isOld === true)
    return oldError(
      403,
      "forbidden",
      permission === ""
        ? "Not Authorized to access this resource/api"
        : `Required '${permission}' permission for '${at}'`,
    );
  return permission === ""
    ? googleError("PERMISSION_DENIED", "The caller does not have permission")
    : permissionDenied(permission, `//cloudresourcemanager.googleapis.com/${at}`);
}

function answer(api: Api, world: World, asked: Asked, caller: Caller): Answer {
  const quota = quotaRefusal(api, world, asked, caller);
  if (quota !== null) return quota;
  const missing = (): Answer =>
    api.isOld === true
      ? oldError(404, "notFound", `The resource '${asked.path}' was not found`)
      : googleError("NOT_FOUND", "Requested entity was not found.");
  const route = api.routes.find(({ method = "GET", path }) => method === asked.method && path.test(asked.path));
  if (route === undefined) return missing();
  return route.answer({
    world,
    asked,
    caller,
    host: api.host,
    parts: { ...route.path.exec(asked.path)?.groups },
    denied: (permission, at) =>
      world.estate.may(caller.principal, permission, at) ? null : lacking(api, permission, at),
    missing,
  });
}

/** https://docs.cloud.google.com/docs/quotas/quota-project: the caller may use it, and the API is on in it. */
function quotaRefusal(
  { service, host }: Api,
  { estate, settings }: World,
  asked: Asked,
  caller: Caller,
): Answer | null {
  const named = asked.headers["x-goog-user-project"];
  const project = named === undefined ? undefined : estate.project(named);
  if (named !== undefined) {
    const may = project !== undefined && estate.may(caller.principal, "serviceusage.services.use", project.name);
    if (!may)
      return googleError(
        "PERMISSION_DENIED",
        `Caller does not have required permission to use project ${named}. Grant the caller the roles/serviceusage.serviceUsageConsumer role.`,
        [errorInfo("USER_PROJECT_DENIED", { service: host, consumer: `projects/${named}` })],
      );
  }
  if (!settings.off.includes(service)) return null;
  return turnedOff(host, project?.name ?? "projects/558100220033");
}

/** https://docs.cloud.google.com/service-usage/docs/enabled-service: `consumer` is `projects/<number>`. */
export const turnedOff = (host: string, consumer: string): Answer =>
  googleError(
    "PERMISSION_DENIED",
    `API has not been used in project ${consumer.replace("projects/", "")} before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/${host}/overview then retry.`,
    [errorInfo("SERVICE_DISABLED", { service: host, consumer })],
  );

/** One page of `elements`: `size` is the name of the parameter by which a caller asks for fewer. */
export function page(
  { asked, world }: Pick<Routed, "asked" | "world">,
  member: string,
  elements: readonly Json[],
  {
    size = "pageSize",
    usual = 100,
    more = {},
  }: { size?: string; usual?: number; more?: { [name: string]: Json } } = {},
): Answer {
  const { query } = asked;
  const wanted = Number(query.get(size) ?? usual);
  const most = Math.min(wanted > 0 ? wanted : usual, world.settings.page);
  const place = /^page-(\d+)$/.exec(query.get("pageToken") ?? "page-0")?.[1];
  if (place === undefined) return googleError("INVALID_ARGUMENT", "The page token is invalid.");
  const [from, to] = [Number(place), Number(place) + most];
  const shown = elements.slice(from, to);
  return json(200, {
    ...more,
    // Google leaves an empty list out.
    ...(shown.length === 0 ? {} : { [member]: shown }),
    ...(to < elements.length ? { nextPageToken: `page-${to}` } : {}),
  });
}

/** The first refusal among several, else what is made where there is none. */
export const unless = (refusal: Answer | null, answered: () => Answer): Answer => refusal ?? answered();
