// Judges instances of AlloyDB by their public address and the networks that may connect to it.
import { z } from "zod";
import { allowedBlock, Block, openEntries } from "../../../engines/reachability/allow-list.ts";
import { theInternet } from "../../../engines/reachability/internet.ts";
import { listed } from "../../../engines/reachability/opening.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, type Question } from "../../../kernel.ts";
import type { Parameters } from "../parameters.ts";

export const alloydb = defineEvaluator({
  provider: "gcp",
  resourceType: "alloydb.googleapis.com/Instance",
  global: true,
  // https://docs.cloud.google.com/alloydb/docs/reference/rest/v1/projects.locations.clusters.instances
  reads: z.object({
    state: z.string().nullish(),
    networkConfig: z
      .object({
        enablePublicIp: z.boolean().nullish(),
        authorizedExternalNetworks: z.array(z.object({ cidrRange: Block })).nullish(),
      })
      .nullish(),
  }),
  evaluate({ state, networkConfig }, { parameters }: Question<Parameters, Record<never, never>>) {
    if (state === "DELETING") return notApplicable("the instance is being deleted (state)", { state });
    // False is left out, and so is a network configuration without a member.
    if (networkConfig?.enablePublicIp !== true)
      return pass("the instance has no public address (enablePublicIp)", { publicEndpoint: false });
    const entries = (networkConfig.authorizedExternalNetworks ?? []).map(({ cidrRange }) => allowedBlock(cidrRange));
    const { openTo, problem } = openEntries(entries, parameters);
    const networks = entries.map(({ shown }) => shown);
    const facts = { publicEndpoint: true, networks: listed(networks), networkCount: new Set(networks).size };
    if (openTo.length > 0)
      return fail(`authorized networks of the instance let in ${theInternet(parameters)}`, { ...facts, openTo });
    if (!parameters.allowPublicEndpoint) return fail("the instance has a public address", facts);
    if (problem !== null) return indeterminate(problem, facts);
    return pass(`authorized networks of the instance do not let in ${theInternet(parameters)}`, facts);
  },
});
