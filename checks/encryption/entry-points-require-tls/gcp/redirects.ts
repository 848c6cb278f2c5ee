// Reads whether a URL map sends every request to HTTPS.
import { z } from "zod";

const Redirect = z.object({ httpsRedirect: z.boolean().nullish() }).nullish();

/** https://docs.cloud.google.com/compute/docs/reference/rest/v1/urlMaps */
export const UrlMap = z.object({
  AssetName: z.string(),
  defaultUrlRedirect: Redirect,
  pathMatchers: z
    .array(
      z.object({
        name: z.string().nullish(),
        defaultUrlRedirect: Redirect,
        pathRules: z.array(z.object({ urlRedirect: Redirect })).nullish(),
        routeRules: z.array(z.object({ urlRedirect: Redirect })).nullish(),
      }),
    )
    .nullish(),
});

/** Where requests are answered with something else than a redirect to HTTPS: the map's default, and path matchers by name. */
export function servesAt({ defaultUrlRedirect, pathMatchers }: z.infer<typeof UrlMap>): string[] {
  const matchers = (pathMatchers ?? []).filter((matcher) => {
    const rules = [...(matcher.pathRules ?? []), ...(matcher.routeRules ?? [])];
    return !isHttps(matcher.defaultUrlRedirect) || !rules.every(({ urlRedirect }) => isHttps(urlRedirect));
  });
  return [...(isHttps(defaultUrlRedirect) ? [] : ["default"]), ...matchers.map(({ name }) => name ?? "")];
}

/** httpsRedirect is false by default. */
const isHttps = (redirect: z.infer<typeof Redirect>): boolean => redirect?.httpsRedirect === true;
