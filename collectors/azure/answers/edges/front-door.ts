// Reads what the routes of Front Door do with plain HTTP, and which TLS its custom domains accept.
import { z } from "zod";
import { armList, byName, type ArmChild } from "../arm-child.ts";

const Text = z.string().nullish();

/** https://learn.microsoft.com/en-us/rest/api/frontdoor/azurefrontdoorstandardpremium/routes/list-by-endpoint */
const Routes = armList(
  z.object({
    name: z.string(),
    properties: z.object({
      enabledState: Text,
      httpsRedirect: Text,
      supportedProtocols: z.array(z.string()).nullish(),
    }),
  }),
);

export const FRONT_DOOR_ROUTES: ArmChild = {
  slug: "front-door-routes",
  type: "Tidemark::Cdn::Routes",
  action: "Microsoft.Cdn/profiles/afdEndpoints/routes/read",
  subject: { type: "microsoft.cdn/profiles/afdendpoints" },
  path: "/routes",
  apiVersion: "2024-02-01",
  body(answer, subject) {
    const parsed = Routes.safeParse(answer);
    if (!parsed.success) return undefined;
    const routes = parsed.data.value.map(
      ({ name, properties: { enabledState, httpsRedirect, supportedProtocols } }) => ({
        name,
        ...(enabledState ? { enabledState } : {}),
        ...(httpsRedirect ? { httpsRedirect } : {}),
        ...(supportedProtocols ? { supportedProtocols: supportedProtocols.toSorted() } : {}),
      }),
    );
    return { Endpoint: subject, Routes: byName(routes) };
  },
};

/** https://learn.microsoft.com/en-us/rest/api/frontdoor/azurefrontdoorstandardpremium/afd-custom-domains/list-by-profile */
const Domains = armList(
  z.object({
    name: z.string(),
    properties: z.object({ tlsSettings: z.object({ minimumTlsVersion: Text }).nullish() }),
  }),
);

export const FRONT_DOOR_DOMAINS: ArmChild = {
  slug: "front-door-domains",
  type: "Tidemark::Cdn::CustomDomains",
  action: "Microsoft.Cdn/profiles/customDomains/read",
  // Profiles of the older CDN have no domains of their own: their endpoints have.
  subject: { type: "microsoft.cdn/profiles", unless: { member: "kind", is: ["cdn"] } },
  path: "/customDomains",
  apiVersion: "2024-02-01",
  body(answer, subject) {
    const parsed = Domains.safeParse(answer);
    if (!parsed.success) return undefined;
    const domains = parsed.data.value.map(({ name, properties }) => {
      const version = properties.tlsSettings?.minimumTlsVersion;
      return { name, ...(version ? { minimumTlsVersion: version } : {}) };
    });
    return { Profile: subject, Domains: byName(domains) };
  },
};
