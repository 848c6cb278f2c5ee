// Cases of application gateways: redirects of plain HTTP, and TLS policies.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases, Members } from "../../cases.ts";

const GATEWAY =
  "/subscriptions/866765b8-6ae3-41d9-84ca-d1d83cb78c73/resourceGroups/rg-web/providers/Microsoft.Network/applicationGateways/gw";
const ref = (kind: string, name: string): { readonly id: string } => ({ id: `${GATEWAY}/${kind}/${name}` });
const named = (kind: string, name: string, properties: Members): Json => ({ ...ref(kind, name), name, properties });

const BEFORE = "2025-08-01T06:00:00.000Z";

/** The form of https://learn.microsoft.com/en-us/rest/api/application-gateway/application-gateways/get */
const gateway = (more: Members = {}): Json => ({
  location: "westeurope",
  properties: {
    operationalState: "Running",
    sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20220101" },
    frontendIPConfigurations: [
      named("frontendIPConfigurations", "public", { publicIPAddress: { id: "/x/publicIPAddresses/gw" } }),
      named("frontendIPConfigurations", "private", { privateIPAddress: "10.0.0.4" }),
    ],
    httpListeners: [
      named("httpListeners", "https", {
        protocol: "Https",
        frontendIPConfiguration: ref("frontendIPConfigurations", "public"),
      }),
      named("httpListeners", "http", {
        protocol: "Http",
        frontendIPConfiguration: ref("frontendIPConfigurations", "public"),
      }),
    ],
    redirectConfigurations: [
      named("redirectConfigurations", "toHttps", {
        redirectType: "Permanent",
        targetListener: ref("httpListeners", "https"),
      }),
    ],
    requestRoutingRules: [
      named("requestRoutingRules", "http", {
        ruleType: "Basic",
        httpListener: ref("httpListeners", "HTTP"),
        redirectConfiguration: ref("redirectConfigurations", "toHttps"),
      }),
    ],
    ...more,
  },
});
const toPool = {
  requestRoutingRules: [named("requestRoutingRules", "http", { httpListener: ref("httpListeners", "http") })],
};
const predefined = (policyName: string): Members => ({ sslPolicy: { policyType: "Predefined", policyName } });
const custom = (minProtocolVersion: string): Members => ({ sslPolicy: { policyType: "Custom", minProtocolVersion } });
const byPath = (redirect: Json): Members => ({
  requestRoutingRules: [
    named("requestRoutingRules", "http", {
      ruleType: "PathBasedRouting",
      httpListener: ref("httpListeners", "http"),
      urlPathMap: ref("urlPathMaps", "paths"),
    }),
  ],
  urlPathMaps: [
    named("urlPathMaps", "paths", {
      defaultRedirectConfiguration: ref("redirectConfigurations", "toHttps"),
      pathRules: [named("pathRules", "api", { paths: ["/api/*"], redirectConfiguration: redirect })],
    }),
  ],
});
const onPrivate = {
  httpListeners: [
    named("httpListeners", "http", {
      protocol: "Http",
      frontendIPConfiguration: ref("frontendIPConfigurations", "private"),
    }),
  ],
};

const PASSED = "the gateway sends plain HTTP away, and accepts no TLS that is too old (requestRoutingRules, sslPolicy)";
const BY_PROVIDER = "the gateway sends plain HTTP away, and Azure refuses TLS older than 1.2, whatever sslPolicy says";

export const cases: Cases = {
  "azure microsoft.network/applicationgateways": {
    cases: [
      // https://learn.microsoft.com/en-us/azure/application-gateway/redirect-overview
      { name: "a redirect, and TLS 1.2", slice: gateway(), expect: "pass", because: PASSED, facts: { listeners: 2 } },
      {
        name: "plain HTTP that goes to a backend",
        slice: gateway(toPool),
        expect: "fail",
        because: "listeners of the gateway answer plain HTTP without sending clients to HTTPS (requestRoutingRules)",
        facts: { listeners: 2, names: ["http"] },
      },
      {
        name: "a redirect, where none is allowed",
        slice: gateway(),
        parameters: { allowRedirect: false },
        expect: "fail",
        because: "listeners of the gateway accept plain HTTP (allowRedirect is false)",
      },
      {
        name: "a path that redirects like the others",
        slice: gateway(byPath(ref("redirectConfigurations", "toHttps"))),
        expect: "pass",
      },
      { name: "a path that goes to a backend", slice: gateway(byPath(null)), expect: "fail" },
      ...(["https://www.shop.example/", "http://www.shop.example/"] as const).map((targetUrl) => ({
        name: `a redirect to ${targetUrl}`,
        slice: gateway({ redirectConfigurations: [named("redirectConfigurations", "toHttps", { targetUrl })] }),
        expect: targetUrl.startsWith("https") ? ("pass" as const) : ("fail" as const),
      })),
      {
        name: "a redirect to a listener of HTTP",
        slice: gateway({
          redirectConfigurations: [
            named("redirectConfigurations", "toHttps", { targetListener: ref("httpListeners", "http") }),
          ],
        }),
        expect: "fail",
      },
      // https://learn.microsoft.com/en-us/azure/application-gateway/application-gateway-ssl-policy-overview: what ended on 31 August 2025
      {
        name: "no policy, since TLS 1.0 and 1.1 ended",
        slice: gateway({ sslPolicy: null }),
        expect: "pass",
        basis: "provider",
        because: BY_PROVIDER,
      },
      {
        name: "no policy, before TLS 1.0 and 1.1 ended",
        slice: gateway({ sslPolicy: null }),
        asOf: BEFORE,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      // The same page: the oldest version of each predefined policy
      ...["AppGwSslPolicy20150501", "AppGwSslPolicy20170401"].flatMap((policy) => [
        {
          name: `${policy}, before they ended`,
          slice: gateway(predefined(policy)),
          asOf: BEFORE,
          expect: "fail" as const,
        },
        {
          name: `${policy}, since they ended`,
          slice: gateway(predefined(policy)),
          expect: "pass" as const,
          basis: "provider" as const,
        },
      ]),
      ...["AppGwSslPolicy20170401S", "AppGwSslPolicy20220101S"].map((policy) => ({
        name: `${policy}, before they ended`,
        slice: gateway(predefined(policy)),
        asOf: BEFORE,
        expect: "pass" as const,
        because: PASSED,
      })),
      { name: "a custom policy of TLS 1.1", slice: gateway(custom("TLSv1_1")), asOf: BEFORE, expect: "fail" },
      { name: "a custom policy of TLS 1.2", slice: gateway(custom("TLSv1_2")), asOf: BEFORE, expect: "pass" },
      {
        name: "a policy that nobody knows, before they ended",
        slice: gateway(predefined("AppGwSslPolicy20310101")),
        asOf: BEFORE,
        expect: "indeterminate",
      },
      {
        name: "TLS 1.2, where 1.3 is required",
        slice: gateway(),
        parameters: { minimumTlsVersion: "1.3" },
        expect: "fail",
      },
      {
        name: "no policy, where 1.3 is required",
        slice: gateway({ sslPolicy: null }),
        parameters: { minimumTlsVersion: "1.3" },
        expect: "indeterminate",
      },
      {
        name: "another cloud of Azure, for which no date is known",
        slice: { ...(gateway(custom("TLSv1_0")) as Members), location: "chinanorth3" },
        expect: "fail",
      },
      // https://learn.microsoft.com/en-us/azure/application-gateway/mutual-authentication-overview: a profile overrides the policy
      {
        name: "a profile of TLS 1.0 on one listener",
        slice: gateway({
          sslProfiles: [
            named("sslProfiles", "old", { sslPolicy: { policyType: "Custom", minProtocolVersion: "TLSv1_0" } }),
          ],
          httpListeners: [
            named("httpListeners", "https", {
              protocol: "Https",
              frontendIPConfiguration: ref("frontendIPConfigurations", "public"),
              sslProfile: ref("sslProfiles", "old"),
            }),
          ],
        }),
        asOf: BEFORE,
        expect: "fail",
        facts: { listeners: 1, names: ["https"] },
      },
      { name: "an internal listener", slice: gateway(onPrivate), expect: "not-applicable" },
      {
        name: "an internal listener, where those are judged too",
        slice: gateway({ ...onPrivate, ...toPool }),
        parameters: { internalToo: true },
        expect: "fail",
      },
      { name: "a listener that no rule uses", slice: gateway({ requestRoutingRules: [] }), expect: "pass" },
      { name: "no listener", slice: gateway({ httpListeners: [] }), expect: "not-applicable" },
      {
        name: "a stopped gateway",
        slice: gateway({ ...toPool, operationalState: "Stopped" }),
        expect: "not-applicable",
      },
    ],
  },
};
