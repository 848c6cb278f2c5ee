// Judges application gateways by the redirects of their listeners of plain HTTP and the TLS policies of the others.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, passByProvider } from "../../../kernel.ts";
import { azureEnforces } from "../../../readings/azure/enforced-tls.ts";
import { acceptedOf, shown } from "../accepted.ts";
import type { WithParameters } from "../parameters.ts";
import { FRONTENDS, plainHttp, referred, Routing } from "./gateway-redirects.ts";
import { internal } from "./internal.ts";

const Policy = z.object({ policyName: z.string().nullish(), minProtocolVersion: z.string().nullish() }).nullish();

/** https://learn.microsoft.com/en-us/azure/application-gateway/application-gateway-ssl-policy-overview */
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ["AppGwSslPolicy20150501", "1.0"],
  ["AppGwSslPolicy20170401", "1.1"],
  ["AppGwSslPolicy20170401S", "1.2"],
  ["AppGwSslPolicy20220101", "1.2"],
  ["AppGwSslPolicy20220101S", "1.2"],
]);

const gateway = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.network/applicationgateways",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/application-gateway/application-gateways/get
  reads: z.object({
    location: z.string().nullish(),
    properties: Routing.extend({
      operationalState: z.string().nullish(),
      sslPolicy: Policy,
      frontendIPConfigurations: FRONTENDS,
      sslProfiles: z.array(z.object({ id: z.string(), properties: z.object({ sslPolicy: Policy }) })).nullish(),
    }),
  }),
  evaluate({ location, properties }, asked: WithParameters & { readonly asOf: string }) {
    const { minimumTlsVersion: required, allowRedirect, internalToo } = asked.parameters;
    if (properties.operationalState === "Stopped") return notApplicable("the gateway is stopped (operationalState)");
    const all = properties.httpListeners ?? [];
    const judged = all.filter(({ properties: { frontendIPConfiguration } }) => {
      const frontend = referred(properties.frontendIPConfigurations, frontendIPConfiguration);
      // A frontend that is not there may be a public one.
      return internalToo || frontend === undefined || (frontend.properties.publicIPAddress ?? null) !== null;
    });
    const facts = { listeners: judged.length };
    if (all.length > 0 && judged.length === 0)
      return internal("every listener of the gateway", "frontendIPConfigurations", facts);
    if (all.length === 0) return notApplicable("the gateway has no listener of HTTP (httpListeners)", facts);
    const of = (protocol: string) => judged.filter((each) => each.properties.protocol?.toLowerCase() === protocol);
    const names = (listeners: typeof judged) =>
      shown(
        "names",
        listeners.map(({ name, id }) => name ?? id),
      );
    const ends = of("http").map((listener) => ({ listener, end: plainHttp(properties, listener.id) }));
    const bad = ends.filter(({ end }) => end === "serves" || (end === "redirects" && !allowRedirect));
    if (bad.length > 0)
      return fail(
        allowRedirect
          ? "listeners of the gateway answer plain HTTP without sending clients to HTTPS (requestRoutingRules)"
          : "listeners of the gateway accept plain HTTP (allowRedirect is false)",
        { ...facts, ...names(bad.map(({ listener }) => listener)) },
      );
    const secure = of("https").map((listener) => {
      const policy =
        referred(properties.sslProfiles, listener.properties.sslProfile)?.properties.sslPolicy ?? properties.sslPolicy;
      const version = policy?.minProtocolVersion || PREDEFINED.get(policy?.policyName ?? "");
      return {
        listener,
        isSilent: policy === undefined || policy === null,
        ...acceptedOf(version ? [version] : [], required),
      };
    });
    const old = secure.filter(({ is }) => is === "older");
    const unsure = secure.filter(({ is }) => is === "unknown");
    if (
      old.length + unsure.length > 0 &&
      azureEnforces("applicationGateway", required, { location, hosts: [] }, asked.asOf)
    )
      return passByProvider(
        "the gateway sends plain HTTP away, and Azure refuses TLS older than 1.2, whatever sslPolicy says",
        facts,
      );
    if (old.length > 0)
      return fail(`listeners of the gateway accept TLS older than ${required} (sslPolicy)`, {
        ...facts,
        ...names(old.map(({ listener }) => listener)),
      });
    if (unsure.length > 0) {
      const detail = unsure.some(({ isSilent }) => isSilent)
        ? "the gateway names no TLS policy, and its default depends on the API that made it"
        : "the TLS policy of a listener is none that the check knows (sslPolicy)";
      return indeterminate(
        { code: "not-in-answer", detail },
        { ...facts, ...names(unsure.map(({ listener }) => listener)) },
      );
    }
    if (of("http").length + of("https").length < judged.length) {
      const detail = "a listener of the gateway has a protocol that the check does not know";
      return indeterminate({ code: "unexpected-shape", detail }, facts);
    }
    return pass(
      "the gateway sends plain HTTP away, and accepts no TLS that is too old (requestRoutingRules, sslPolicy)",
      facts,
    );
  },
});

export const applicationGateways = [gateway];
