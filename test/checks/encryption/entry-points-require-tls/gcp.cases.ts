// Cases of forwarding rules: the proxies that they lead to, SSL policies, and URL maps that redirect.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Cases, Members, RelatedRows } from "../../cases.ts";

const ROOT = "https://www.googleapis.com/compute/v1/projects/nl-prod";
const ASSET = "//compute.googleapis.com/projects/481516234201";

const rule = (target: string | null, loadBalancingScheme: string | null = "EXTERNAL_MANAGED"): Json => ({
  name: "web",
  loadBalancingScheme,
  ...(target === null ? {} : { target: `${ROOT}/${target}` }),
});
const one = (path: string, more: Members): RelatedRows => ({ rows: [{ AssetName: `${ASSET}/${path}`, ...more }] });

const https = "global/targetHttpsProxies/web";
const proxied = (sslPolicy: string | null, policy: Members | null = null): NonNullable<Case["related"]> => ({
  targetHttpsProxies: one(https, sslPolicy === null ? {} : { sslPolicy: `${ROOT}/${sslPolicy}` }),
  ...(policy === null ? {} : { sslPolicies: one("global/sslPolicies/strict", policy) }),
});
const policed = (policy: Members) => proxied("global/sslPolicies/strict", policy);

const http = "global/targetHttpProxies/web";
const redirected = (map: Members): NonNullable<Case["related"]> => ({
  targetHttpProxies: one(http, { urlMap: `${ROOT}/global/urlMaps/web` }),
  urlMaps: one("global/urlMaps/web", map),
});
const toHttps = { httpsRedirect: true, redirectResponseCode: "MOVED_PERMANENTLY_DEFAULT" };

const shared: readonly Case[] = [
  // https://docs.cloud.google.com/load-balancing/docs/ssl-policies-concepts: without a policy, COMPATIBLE and TLS 1.0
  {
    name: "a proxy without an SSL policy",
    slice: rule(https),
    related: proxied(null),
    expect: "fail",
    because: "the proxy has no SSL policy, and accepts TLS 1.0 by default (sslPolicy)",
    facts: {
      scheme: "EXTERNAL_MANAGED",
      target: "targetHttpsProxies",
      sslPolicy: null,
      profile: null,
      minTlsVersion: null,
    },
  },
  {
    name: "TLS 1.2",
    slice: rule(https),
    related: policed({ profile: "MODERN", minTlsVersion: "TLS_1_2" }),
    expect: "pass",
    because: "the proxy accepts TLS 1.2 at the oldest (minTlsVersion)",
  },
  // The same page: the ciphers of RESTRICTED require TLS 1.2, whatever the minimum is
  {
    name: "the profile RESTRICTED with TLS 1.0 as the minimum",
    slice: rule(https),
    related: policed({ profile: "RESTRICTED", minTlsVersion: "TLS_1_0" }),
    expect: "pass",
    because: "the proxy accepts TLS 1.2 at the oldest (profile is RESTRICTED)",
  },
  {
    name: "the profile RESTRICTED, where TLS 1.3 is required",
    slice: rule(https),
    related: policed({ profile: "RESTRICTED", minTlsVersion: "TLS_1_2" }),
    parameters: { minimumTlsVersion: "1.3" },
    expect: "fail",
  },
  // https://docs.cloud.google.com/compute/docs/reference/rest/v1/sslPolicies
  {
    name: "the profile MODERN with TLS 1.0, the default of minTlsVersion",
    slice: rule(https),
    related: policed({ profile: "MODERN" }),
    expect: "fail",
    because: "the SSL policy of the proxy accepts TLS older than 1.2 (minTlsVersion)",
  },
  {
    name: "a minimum that nobody knows",
    slice: rule(https),
    related: policed({ profile: "MODERN", minTlsVersion: "TLS_2_0" }),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
  {
    name: "a policy that is not there",
    slice: rule(https),
    related: proxied("global/sslPolicies/strict"),
    expect: "indeterminate",
    problem: "not-seen",
  },
  {
    name: "a proxy that could not be read",
    slice: rule(https),
    related: { targetHttpsProxies: { rows: [], complete: false } },
    expect: "indeterminate",
    problem: "unavailable",
  },
  { name: "a proxy that is not there", slice: rule(https), expect: "indeterminate", problem: "not-seen" },
  {
    name: "a proxy of SSL without a policy",
    slice: rule("global/targetSslProxies/mail", "EXTERNAL"),
    related: { targetSslProxies: one("global/targetSslProxies/mail", {}) },
    expect: "fail",
  },
  {
    name: "a regional proxy, and a regional policy of the same name as a global one",
    slice: rule("regions/europe-west3/targetHttpsProxies/web"),
    related: {
      targetHttpsProxies: one("regions/europe-west3/targetHttpsProxies/web", {
        sslPolicy: "https://compute.googleapis.com/compute/v1/projects/nl-prod/regions/europe-west3/sslPolicies/strict",
      }),
      sslPolicies: {
        rows: [
          { AssetName: `${ASSET}/global/sslPolicies/strict`, minTlsVersion: "TLS_1_0" },
          { AssetName: `${ASSET}/regions/europe-west3/sslPolicies/strict`, minTlsVersion: "TLS_1_2" },
        ],
      },
    },
    expect: "pass",
  },
  // https://docs.cloud.google.com/load-balancing/docs/https/setting-up-global-http-https-redirect
  {
    name: "plain HTTP that is sent to HTTPS",
    slice: rule(http),
    related: redirected({ defaultUrlRedirect: toHttps }),
    expect: "pass",
    because: "the URL map of the proxy sends all plain HTTP to HTTPS (httpsRedirect)",
    facts: { scheme: "EXTERNAL_MANAGED", target: "targetHttpProxies" },
  },
  {
    name: "plain HTTP that is served",
    slice: rule(http),
    related: redirected({ defaultService: `${ROOT}/global/backendServices/web` }),
    expect: "fail",
    because: "the URL map of the proxy answers plain HTTP without sending clients to HTTPS (httpsRedirect)",
    facts: { scheme: "EXTERNAL_MANAGED", target: "targetHttpProxies", serves: ["default"] },
  },
  {
    name: "a path that serves plain HTTP beside a redirect by default",
    slice: rule(http),
    related: redirected({
      defaultUrlRedirect: toHttps,
      pathMatchers: [{ name: "api", defaultUrlRedirect: toHttps, pathRules: [{ paths: ["/v1/*"], service: "x" }] }],
    }),
    expect: "fail",
    facts: { scheme: "EXTERNAL_MANAGED", target: "targetHttpProxies", serves: ["api"] },
  },
  {
    name: "a path that serves plain HTTP beside one that redirects",
    slice: rule(http),
    related: redirected({
      defaultUrlRedirect: toHttps,
      pathMatchers: [
        {
          name: "api",
          defaultUrlRedirect: toHttps,
          pathRules: [
            { paths: ["/v1/*"], urlRedirect: toHttps },
            { paths: ["/v2/*"], service: "x" },
          ],
        },
      ],
    }),
    expect: "fail",
  },
  {
    name: "a host whose requests are served by default",
    slice: rule(http),
    related: redirected({ defaultUrlRedirect: toHttps, pathMatchers: [{ name: "api", defaultService: "x" }] }),
    expect: "fail",
  },
  {
    name: "routes that all redirect",
    slice: rule(http),
    related: redirected({
      defaultUrlRedirect: toHttps,
      pathMatchers: [{ name: "api", defaultUrlRedirect: toHttps, routeRules: [{ priority: 1, urlRedirect: toHttps }] }],
    }),
    expect: "pass",
  },
  {
    name: "a redirect that keeps the protocol",
    slice: rule(http),
    related: redirected({ defaultUrlRedirect: { hostRedirect: "www.shop.example", httpsRedirect: false } }),
    expect: "fail",
  },
  {
    name: "a redirect, where none is allowed",
    slice: rule(http),
    related: redirected({ defaultUrlRedirect: toHttps }),
    parameters: { allowRedirect: false },
    expect: "fail",
  },
  {
    name: "a URL map that is not there",
    slice: rule(http),
    related: { targetHttpProxies: one(http, { urlMap: `${ROOT}/global/urlMaps/web` }) },
    expect: "indeterminate",
    problem: "not-seen",
  },
  { name: "an internal rule", slice: rule(http, "INTERNAL_MANAGED"), expect: "not-applicable" },
  {
    name: "an internal rule, where those are judged too",
    slice: rule(http, "INTERNAL_MANAGED"),
    related: redirected({ defaultService: "x" }),
    parameters: { internalToo: true },
    expect: "fail",
  },
  {
    name: "a rule of a service mesh",
    slice: rule(http, "INTERNAL_SELF_MANAGED"),
    parameters: { internalToo: true },
    expect: "not-applicable",
  },
  // https://docs.cloud.google.com/load-balancing/docs/forwarding-rule-concepts
  {
    name: "a rule of a network load balancer, which passes on",
    slice: rule(null, "EXTERNAL"),
    expect: "not-applicable",
  },
  { name: "a proxy of TCP", slice: rule("global/targetTcpProxies/db", "EXTERNAL"), expect: "not-applicable" },
  {
    name: "a VPN gateway, whose rule says no scheme",
    slice: rule("regions/europe-west3/targetVpnGateways/office", null),
    expect: "not-applicable",
  },
  {
    name: "a proxy of a kind that nobody knows",
    slice: rule("global/targetGopherProxies/web"),
    expect: "indeterminate",
    problem: "unexpected-shape",
  },
];

export const cases: Cases = {
  "gcp compute.googleapis.com/GlobalForwardingRule": { cases: shared },
  "gcp compute.googleapis.com/ForwardingRule": { cases: shared },
};
