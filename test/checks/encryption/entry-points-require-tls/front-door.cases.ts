// Cases of Front Door: its routes and its custom domains.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const routes = (...each: readonly Members[]): Json => ({
  Endpoint: "/x/afdendpoints/shop",
  Routes: each.map((route, at) => ({ name: `route-${at}`, enabledState: "Enabled", ...route })),
});
const domains = (...versions: readonly (string | null)[]): Json => ({
  Profile: "/x/profiles/shop",
  Domains: versions.map((version, at) => ({
    name: `domain-${at}`,
    ...(version === null ? {} : { minimumTlsVersion: version }),
  })),
});

export const cases: Cases = {
  "azure Tidemark::Cdn::Routes": {
    never: { indeterminate: "what a route does not say has a documented default" },
    cases: [
      // https://learn.microsoft.com/en-us/rest/api/frontdoor/azurefrontdoorstandardpremium/routes/list-by-endpoint
      {
        name: "both protocols, and a redirect",
        slice: routes({ supportedProtocols: ["Http", "Https"], httpsRedirect: "Enabled" }),
        expect: "pass",
        because:
          "every route of the endpoint refuses plain HTTP or sends it to HTTPS (supportedProtocols, httpsRedirect)",
        facts: { routes: 1 },
      },
      {
        name: "both protocols, and no redirect",
        slice: routes(
          { supportedProtocols: ["Https"] },
          { supportedProtocols: ["Http", "Https"], httpsRedirect: "Disabled" },
        ),
        expect: "fail",
        because: "routes of the endpoint answer plain HTTP without sending clients to HTTPS (httpsRedirect)",
        facts: { routes: 2, names: ["route-1"] },
      },
      { name: "no word on either", slice: routes({}), expect: "fail" },
      { name: "HTTPS alone", slice: routes({ supportedProtocols: ["Https"] }), expect: "pass" },
      {
        name: "HTTPS alone, where no redirect is allowed",
        slice: routes({ supportedProtocols: ["Https"] }),
        parameters: { allowRedirect: false },
        expect: "pass",
      },
      {
        name: "a redirect, where none is allowed",
        slice: routes({ supportedProtocols: ["Http", "Https"], httpsRedirect: "Enabled" }),
        parameters: { allowRedirect: false },
        expect: "fail",
      },
      { name: "a disabled route", slice: routes({ enabledState: "Disabled" }), expect: "not-applicable" },
      { name: "no route", slice: routes(), expect: "not-applicable" },
    ],
  },
  "azure Tidemark::Cdn::CustomDomains": {
    cases: [
      // https://learn.microsoft.com/en-us/azure/frontdoor/standard-premium/tls-policy: none older than 1.2 since 1 March 2025
      {
        name: "TLS 1.2",
        slice: domains("TLS12", "TLS13"),
        expect: "pass",
        because: "every custom domain accepts no TLS older than 1.2 (minimumTlsVersion)",
        facts: { domains: 2 },
      },
      {
        name: "TLS 1.0, since it ended",
        slice: domains("TLS10"),
        expect: "pass",
        basis: "provider",
        because: "Front Door refuses TLS older than 1.2, whatever minimumTlsVersion says",
      },
      {
        name: "TLS 1.0, before it ended",
        slice: domains("TLS12", "TLS10"),
        asOf: "2025-02-01T06:00:00.000Z",
        expect: "fail",
        facts: { domains: 2, names: ["domain-1"] },
      },
      {
        name: "no version told, before it ended",
        slice: domains(null),
        asOf: "2025-02-01T06:00:00.000Z",
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "TLS 1.2, where 1.3 is required",
        slice: domains("TLS12"),
        parameters: { minimumTlsVersion: "1.3" },
        expect: "fail",
      },
      { name: "no custom domain", slice: domains(), expect: "not-applicable" },
    ],
  },
};
