// Judges Front Door by what its routes do with plain HTTP, and by the TLS that its custom domains accept.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, passByProvider } from "../../../kernel.ts";
import { azureEnforces } from "../../../readings/azure/enforced-tls.ts";
import { acceptedOf, shown } from "../accepted.ts";
import type { WithParameters } from "../parameters.ts";

const Text = z.string().optional();

const routes = defineEvaluator({
  provider: "azure",
  resourceType: "Tidemark::Cdn::Routes",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/frontdoor/azurefrontdoorstandardpremium/routes/list-by-endpoint
  reads: z.object({
    Routes: z.array(
      z.object({
        name: z.string(),
        enabledState: Text,
        supportedProtocols: z.array(z.string()).optional(),
        httpsRedirect: Text,
      }),
    ),
  }),
  evaluate({ Routes }, { parameters: { allowRedirect } }: WithParameters) {
    const judged = Routes.filter(({ enabledState }) => enabledState !== "Disabled");
    const facts = { routes: judged.length };
    if (judged.length === 0) return notApplicable("no route of the endpoint is enabled (enabledState)", facts);
    // Absent, a route speaks HTTP and HTTPS.
    const plain = judged.filter(({ supportedProtocols = ["Http", "Https"] }) => supportedProtocols.includes("Http"));
    // httpsRedirect is Disabled by default.
    const bad = plain.filter(({ httpsRedirect }) => !allowRedirect || httpsRedirect !== "Enabled");
    if (bad.length === 0)
      return pass(
        "every route of the endpoint refuses plain HTTP or sends it to HTTPS (supportedProtocols, httpsRedirect)",
        facts,
      );
    const named = {
      ...facts,
      ...shown(
        "names",
        bad.map(({ name }) => name),
      ),
    };
    return allowRedirect
      ? fail("routes of the endpoint answer plain HTTP without sending clients to HTTPS (httpsRedirect)", named)
      : fail("routes of the endpoint accept plain HTTP (allowRedirect is false)", named);
  },
});

const domains = defineEvaluator({
  provider: "azure",
  resourceType: "Tidemark::Cdn::CustomDomains",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/frontdoor/azurefrontdoorstandardpremium/afd-custom-domains/list-by-profile
  reads: z.object({ Domains: z.array(z.object({ name: z.string(), minimumTlsVersion: Text })) }),
  evaluate(
    { Domains },
    { parameters: { minimumTlsVersion: required }, asOf }: WithParameters & { readonly asOf: string },
  ) {
    const facts = { domains: Domains.length };
    if (Domains.length === 0) return notApplicable("the profile has no custom domain", facts);
    const accepted = Domains.map(({ name, minimumTlsVersion: version }) => ({
      name,
      ...acceptedOf(version === undefined ? [] : [version], required),
    }));
    const names = (is: string) => accepted.filter((each) => each.is === is).map(({ name }) => name);
    const [old, unsure] = [names("older"), names("unknown")];
    if (old.length + unsure.length === 0)
      return pass(`every custom domain accepts no TLS older than ${required} (minimumTlsVersion)`, facts);
    if (azureEnforces("frontDoor", required, { hosts: [] }, asOf))
      return passByProvider("Front Door refuses TLS older than 1.2, whatever minimumTlsVersion says", facts);
    if (old.length > 0)
      return fail(`custom domains accept TLS older than ${required} (minimumTlsVersion)`, {
        ...facts,
        ...shown("names", old),
      });
    return indeterminate(
      { code: "not-in-answer", detail: "a custom domain names no minimum version of TLS that the check knows" },
      { ...facts, ...shown("names", unsure) },
    );
  },
});

export const frontDoor = [routes, domains];
