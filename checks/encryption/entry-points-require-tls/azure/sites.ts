// Judges apps of App Service by whether they send plain HTTP away, and by the TLS and the FTP that they accept.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Answer,
  type Question,
  type Verdict,
} from "../../../kernel.ts";
import { ENVIRONMENT_UNREAD, EnvironmentProfile, isInEnvironment } from "../../../readings/azure/app-environment.ts";
import { acceptedOf } from "../accepted.ts";
import type { Parameters } from "../parameters.ts";
import { internal } from "./internal.ts";

const Text = z.string().nullish();

const Configuration = z.object({ Site: z.string(), minTlsVersion: Text, ftpsState: Text, publicNetworkAccess: Text });
type Configuration = z.infer<typeof Configuration>;

const related = {
  configuration: relation({
    type: "Tidemark::Web::SiteConfiguration",
    within: "scope",
    global: true,
    reads: Configuration,
    on: (row) => [row.Site],
  }),
};

const site = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.web/sites",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get
  reads: z.object({
    id: z.string(),
    properties: z.object({
      state: Text,
      httpsOnly: z.boolean().nullish(),
      publicNetworkAccess: Text,
      hostingEnvironmentProfile: EnvironmentProfile,
    }),
  }),
  related,
  evaluate({ id, properties }, { related: { configuration }, parameters }: Question<Parameters, typeof related>) {
    if (properties.state === "Stopped") return notApplicable("the app is stopped (state)");
    const told = configuration(id.toLowerCase()).find(() => true);
    if (!parameters.internalToo) {
      // The app and its configuration both have the member, and either may leave it out.
      const own = properties.publicNetworkAccess || null;
      const access = [own, told.is === "found" ? told.row.publicNetworkAccess || null : null];
      if (access.some((each) => each?.toLowerCase() === "disabled"))
        return internal("the app", "publicNetworkAccess", { publicNetworkAccess: "Disabled" });
      if (own === null && told.is === "unknown") return indeterminate(told.problem);
    }
    const verdict = judge(properties, told, parameters);
    return verdict.outcome === "fail" &&
      !parameters.internalToo &&
      isInEnvironment(properties.hostingEnvironmentProfile)
      ? indeterminate(ENVIRONMENT_UNREAD, verdict.facts)
      : verdict;
  },
});

function judge(
  properties: { readonly httpsOnly?: boolean | null | undefined },
  told: Answer<Configuration>,
  parameters: Parameters,
): Verdict {
  // Absent is false: https://learn.microsoft.com/en-us/azure/app-service/configure-ssl-bindings#enforce-https
  const httpsOnly = properties.httpsOnly ?? false;
  if (!httpsOnly) return fail("the app serves plain HTTP (httpsOnly)", { httpsOnly });
  if (!parameters.allowRedirect)
    return fail("the app accepts plain HTTP, if only to send clients to HTTPS (allowRedirect is false)", {
      httpsOnly,
    });
  if (told.is === "unknown") return indeterminate(told.problem, { httpsOnly });
  if (told.is === "none")
    return indeterminate({ code: "not-seen", detail: "the configuration of the app was not read" }, { httpsOnly });
  const { minTlsVersion = null, ftpsState = null } = told.row;
  const facts = { httpsOnly, minTlsVersion, ftpsState };
  const accepted = acceptedOf(minTlsVersion === null ? [] : [minTlsVersion], parameters.minimumTlsVersion);
  if (accepted.is === "older") return fail(`the app accepts ${accepted.oldest} (minTlsVersion)`, facts);
  if (ftpsState === "AllAllowed") return fail("the app accepts FTP without TLS (ftpsState)", facts);
  if (minTlsVersion === null || ftpsState === null) {
    const lacking = minTlsVersion === null ? "minTlsVersion" : "ftpsState";
    return indeterminate({ code: "not-in-answer", detail: `the configuration of the app lacks ${lacking}` }, facts);
  }
  if (accepted.is === "unknown" || !["FtpsOnly", "Disabled"].includes(ftpsState)) {
    const detail = "minTlsVersion or ftpsState has a value that the check does not know";
    return indeterminate({ code: "unexpected-shape", detail }, facts);
  }
  return pass(
    `the app sends plain HTTP away, accepts TLS ${accepted.oldest} at the oldest and no plain FTP (httpsOnly, minTlsVersion, ftpsState)`,
    facts,
  );
}

export const sites = [site];
