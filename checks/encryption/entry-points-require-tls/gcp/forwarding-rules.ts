// Judges forwarding rules by the proxy that they lead to: the SSL policy of one that ends TLS, the redirect of one of plain HTTP.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Question,
  type Verdict,
} from "../../../kernel.ts";
import { acceptedOf, shown } from "../accepted.ts";
import type { Parameters } from "../parameters.ts";
import { servesAt, UrlMap } from "./redirects.ts";

/** The path of a resource below its project, in a link or in the name of an asset. */
const below = (link: string): string => /\/projects\/[^/]+\/(.+)$/.exec(link)?.[1] ?? link;

const compute = <Row extends { readonly AssetName: string }>(type: string, reads: z.ZodType<Row>) =>
  relation({
    type: `compute.googleapis.com/${type}`,
    within: "scope",
    global: true,
    reads,
    on: (row) => [below(row.AssetName)],
  });

const Secure = z.object({ AssetName: z.string(), sslPolicy: z.string().nullish() });

const related = {
  targetHttpsProxies: compute("TargetHttpsProxy", Secure),
  targetSslProxies: compute("TargetSslProxy", Secure),
  targetHttpProxies: compute("TargetHttpProxy", z.object({ AssetName: z.string(), urlMap: z.string().nullish() })),
  urlMaps: compute("UrlMap", UrlMap),
  sslPolicies: compute(
    "SslPolicy",
    z.object({ AssetName: z.string(), profile: z.string().nullish(), minTlsVersion: z.string().nullish() }),
  ),
};

type Asked = Question<Parameters, typeof related>;
type Facts = { readonly scheme: string; readonly target: string };

const forwardingRule = (type: string) =>
  defineEvaluator({
    provider: "gcp",
    resourceType: `compute.googleapis.com/${type}`,
    global: true,
    // https://docs.cloud.google.com/compute/docs/reference/rest/v1/forwardingRules
    reads: z.object({
      loadBalancingScheme: z.string().nullish(),
      target: z.string().nullish(),
    }),
    related,
    evaluate({ loadBalancingScheme, target }, asked: Asked) {
      // External is the default: rules of target pools, instances and VPN gateways do not say.
      const scheme = loadBalancingScheme || "EXTERNAL";
      const link = below(target ?? "");
      const kind = /(?:^|\/)(target[A-Za-z]+Proxies)\//.exec(link)?.[1] ?? null;
      const facts = { scheme, target: kind ?? "" };
      if (kind === null || kind === "targetTcpProxies")
        return notApplicable("the rule passes on what clients send, and ends no TLS (target)", facts);
      if (scheme === "INTERNAL_SELF_MANAGED")
        return notApplicable(
          "the rule is of a service mesh, whose proxies are the company's own (loadBalancingScheme)",
          facts,
        );
      if (scheme.startsWith("INTERNAL") && !asked.parameters.internalToo)
        return notApplicable("the rule is internal, and those need not be judged (internalToo is false)", facts);
      switch (kind) {
        case "targetHttpProxies":
          return ofHttp(link, facts, asked);
        case "targetHttpsProxies":
        case "targetSslProxies":
          return ofTls(kind, link, facts, asked);
        default:
          return indeterminate(
            { code: "unexpected-shape", detail: "the rule leads to a proxy of a kind that the check does not know" },
            facts,
          );
      }
    },
  });

const notSeen = (what: string, facts: Facts): Verdict =>
  indeterminate({ code: "not-seen", detail: `${what} of the rule was not among those that were read` }, facts);

function ofTls(
  kind: "targetHttpsProxies" | "targetSslProxies",
  link: string,
  facts: Facts,
  { related, parameters }: Asked,
): Verdict {
  const proxy = related[kind](link).find(() => true);
  if (proxy.is === "unknown") return indeterminate(proxy.problem, facts);
  if (proxy.is === "none") return notSeen("the proxy", facts);
  // Without a policy, the load balancer has the COMPATIBLE profile and accepts TLS 1.0.
  // https://docs.cloud.google.com/load-balancing/docs/ssl-policies-concepts
  const named = proxy.row.sslPolicy ? below(proxy.row.sslPolicy) : null;
  const policy = named === null ? null : related.sslPolicies(named).find(() => true);
  if (policy?.is === "unknown") return indeterminate(policy.problem, facts);
  if (policy?.is === "none") return notSeen("the SSL policy", facts);
  const { profile = null, minTlsVersion = null } = policy?.row ?? {};
  const told = { ...facts, sslPolicy: named, profile, minTlsVersion };
  const accepted = acceptedOf([minTlsVersion ?? "1.0"], parameters.minimumTlsVersion);
  if (accepted.is === "enough")
    return pass(`the proxy accepts TLS ${accepted.oldest} at the oldest (minTlsVersion)`, told);
  // Its ciphers are those of TLS 1.2 and later, whatever the minimum is.
  const restricted = profile === "RESTRICTED" ? acceptedOf(["1.2"], parameters.minimumTlsVersion) : accepted;
  if (restricted.is === "enough") return pass("the proxy accepts TLS 1.2 at the oldest (profile is RESTRICTED)", told);
  if (accepted.is === "unknown")
    return indeterminate(
      { code: "unexpected-shape", detail: "minTlsVersion has a value that names no known version of TLS" },
      told,
    );
  if (named === null) return fail("the proxy has no SSL policy, and accepts TLS 1.0 by default (sslPolicy)", told);
  return fail(
    `the SSL policy of the proxy accepts TLS older than ${parameters.minimumTlsVersion} (minTlsVersion)`,
    told,
  );
}

function ofHttp(link: string, facts: Facts, { related, parameters }: Asked): Verdict {
  if (!parameters.allowRedirect) return fail("the rule accepts plain HTTP (allowRedirect is false)", facts);
  const proxy = related.targetHttpProxies(link).find(() => true);
  if (proxy.is === "unknown") return indeterminate(proxy.problem, facts);
  if (proxy.is === "none") return notSeen("the proxy", facts);
  const map = related.urlMaps(below(proxy.row.urlMap ?? "")).find(() => true);
  if (map.is === "unknown") return indeterminate(map.problem, facts);
  if (map.is === "none") return notSeen("the URL map", facts);
  const serves = servesAt(map.row);
  return serves.length > 0
    ? fail("the URL map of the proxy answers plain HTTP without sending clients to HTTPS (httpsRedirect)", {
        ...facts,
        ...shown("serves", serves),
      })
    : pass("the URL map of the proxy sends all plain HTTP to HTTPS (httpsRedirect)", facts);
}

export const forwardingRules = ["ForwardingRule", "GlobalForwardingRule"].map(forwardingRule);
