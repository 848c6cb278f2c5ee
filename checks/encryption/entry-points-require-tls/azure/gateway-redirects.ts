// Reads which listeners of an application gateway answer plain HTTP with something else than a redirect to HTTPS.
import { z } from "zod";

const Reference = z.object({ id: z.string() }).nullish();
const named = <T extends z.ZodType>(properties: T) =>
  z.array(z.object({ id: z.string(), name: z.string().nullish(), properties })).nullish();

export const FRONTENDS = named(z.object({ publicIPAddress: Reference }));
const LISTENERS = named(
  z.object({ protocol: z.string().nullish(), frontendIPConfiguration: Reference, sslProfile: Reference }),
);

// https://learn.microsoft.com/en-us/rest/api/application-gateway/application-gateways/get
export const Routing = z.object({
  httpListeners: LISTENERS,
  requestRoutingRules: named(
    z.object({ httpListener: Reference, redirectConfiguration: Reference, urlPathMap: Reference }),
  ),
  urlPathMaps: named(
    z.object({
      defaultRedirectConfiguration: Reference,
      pathRules: named(z.object({ redirectConfiguration: Reference })),
    }),
  ),
  redirectConfigurations: named(z.object({ targetListener: Reference, targetUrl: z.string().nullish() })),
});
type Gateway = z.infer<typeof Routing>;

const sameId = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();

/** The element that a reference names. */
export const referred = <T extends { readonly id: string }>(
  list: readonly T[] | null | undefined,
  reference: { readonly id: string } | null | undefined,
): T | undefined => list?.find(({ id }) => sameId(id, reference?.id));

/** `serves`: some rule of the listener answers with something else than a redirect to HTTPS; `unused`: no rule has it. */
export function plainHttp(gateway: Gateway, listener: string): "redirects" | "serves" | "unused" {
  const rules = (gateway.requestRoutingRules ?? []).filter(({ properties }) =>
    sameId(properties.httpListener?.id, listener),
  );
  if (rules.length === 0) return "unused";
  const ends = rules.flatMap(({ properties: { redirectConfiguration, urlPathMap } }) => {
    const map = referred(gateway.urlPathMaps, urlPathMap);
    if (map === undefined) return [redirectConfiguration];
    const { defaultRedirectConfiguration, pathRules } = map.properties;
    return [defaultRedirectConfiguration, ...(pathRules ?? []).map((each) => each.properties.redirectConfiguration)];
  });
  return ends.every((reference) => isToHttps(gateway, reference)) ? "redirects" : "serves";
}

/** A rule without a redirect sends requests to a backend. */
function isToHttps(gateway: Gateway, reference: z.infer<typeof Reference>): boolean {
  const redirect = referred(gateway.redirectConfigurations, reference)?.properties;
  if (redirect === undefined) return false;
  const target = referred(gateway.httpListeners, redirect.targetListener);
  return target === undefined
    ? /^https:\/\//i.test(redirect.targetUrl ?? "")
    : target.properties.protocol?.toLowerCase() === "https";
}
