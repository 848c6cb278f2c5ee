// Judges container registries by anonymous pull: other resources of Azure give nobody anything without a role or a key.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { allowedBlock, Block, openEntries } from "../../engines/reachability/allow-list.ts";
import { theInternet } from "../../engines/reachability/internet.ts";
import { defineEvaluator, fail, indeterminate, pass, passByProvider } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

const pullUnread: Problem = {
  code: "not-in-answer",
  detail: "the answer from Azure lacks properties.anonymousPullEnabled",
};
const unknownSwitch: Problem = {
  code: "unexpected-shape",
  detail: "publicNetworkAccess or networkRuleSet.defaultAction has a value that the check does not know",
};

const lower = (text: string | null | undefined): string => (text ?? "").toLowerCase();

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.containerregistry/registries",
  global: true,
  // https://learn.microsoft.com/en-us/rest/api/containerregistry/registries/get
  reads: z.object({
    sku: z.object({ name: z.string().nullish() }).nullish(),
    properties: z.object({
      anonymousPullEnabled: z.boolean().nullish(),
      publicNetworkAccess: z.string().nullish(),
      networkRuleSet: z
        .object({ defaultAction: z.string().nullish(), ipRules: z.array(z.object({ value: Block })).nullish() })
        .nullish(),
    }),
  }),
  evaluate({ sku, properties }, { parameters }: { readonly parameters: Parameters }) {
    const { anonymousPullEnabled: pull = null, publicNetworkAccess, networkRuleSet: rules } = properties;
    const facts = { anonymousPullEnabled: pull };
    if (pull === false)
      return pass("nobody pulls from the registry without signing in (anonymousPullEnabled is false)", facts);
    // https://learn.microsoft.com/en-us/azure/container-registry/anonymous-pull-access: of Standard and Premium alone.
    if (pull === null && lower(sku?.name) === "basic")
      return passByProvider("a registry of the Basic tier has no anonymous pull", facts);
    if (pull === null) return indeterminate(pullUnread, facts);
    const [access, action] = [lower(publicNetworkAccess), lower(rules?.defaultAction)];
    if (access === "disabled")
      return pass("everyone may pull, and no public network is let in (publicNetworkAccess)", facts);
    if (!["", "enabled"].includes(access) || !["", "allow", "deny"].includes(action))
      return indeterminate(unknownSwitch, facts);
    if (action === "deny") {
      const blocks = (rules?.ipRules ?? []).map(({ value }) => allowedBlock(value));
      const { openTo, problem } = openEntries(blocks, parameters);
      if (openTo.length === 0 && problem !== null) return indeterminate(problem, facts);
      if (openTo.length === 0)
        return pass(`everyone may pull, and the firewall does not let in ${theInternet(parameters)}`, facts);
    }
    return fail("anybody may pull from the registry without signing in (anonymousPullEnabled)", facts);
  },
});
