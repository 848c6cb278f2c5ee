// Judges projects of Google Cloud: services of Security Command Center that detect threats have to be in effect.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, relation, type Question } from "../../kernel.ts";
import { asStated, type Parameters } from "./parameters.ts";

const TIER = "tier";

/** Tiers that have event detection. https://docs.cloud.google.com/security-command-center/docs/service-tiers */
const BOUGHT: ReadonlySet<string> = new Set(["PREMIUM", "ENTERPRISE"]);

const related = {
  tier: relation({
    type: "Tidemark::SecurityCenter::Tier",
    within: "scope",
    global: true,
    reads: z.object({ Tier: z.string() }),
    on: () => [TIER],
  }),
};

export const gcp = defineEvaluator({
  provider: "gcp",
  resourceType: "Tidemark::SecurityCenter::Services",
  global: true,
  // https://docs.cloud.google.com/security-command-center/docs/reference/security-center-management/rest/v1/folders.locations.securityCenterServices
  reads: z.object({ Services: z.array(z.object({ Service: z.string(), Effective: z.string().optional() })) }),
  related,
  evaluate({ Services }, { parameters, related: { tier: tiers } }: Question<Parameters, typeof related>) {
    const stated = asStated(parameters, "gcp");
    if (stated !== null) return stated;
    const stateOf = (service: string): string | null =>
      Services.find(({ Service }) => Service === service)?.Effective ?? null;
    const asked = parameters.sccServices.toSorted();
    const states = Object.fromEntries(asked.map((service) => [service, stateOf(service)]));
    // INGEST_ONLY: findings would be taken in from a service that does not run.
    const off = asked.filter((service) => states[service] === "DISABLED" || states[service] === "INGEST_ONLY");
    if (off.length === 0) {
      if (asked.every((service) => states[service] === "ENABLED"))
        return pass("the services of Security Command Center that are asked for are in effect", { states });
      return indeterminate(
        {
          code: "not-in-answer",
          detail: "the answer from Google Cloud does not say whether each service is in effect",
        },
        { states },
      );
    }
    // The state in effect is also DISABLED where the tier lacks the service.
    const tier = tiers(TIER).find(() => true);
    if (tier.is === "unknown") return indeterminate(tier.problem, { states });
    if (tier.is === "none")
      return indeterminate(
        { code: "not-in-answer", detail: "the tier of Security Command Center was not told" },
        { states },
      );
    const facts = { states, tier: tier.row.Tier };
    return BOUGHT.has(tier.row.Tier)
      ? fail("services of Security Command Center that are asked for are not in effect", facts)
      : indeterminate(
          { code: "licence", detail: "the tier that the project has of Security Command Center detects no threats" },
          facts,
        );
  },
});
