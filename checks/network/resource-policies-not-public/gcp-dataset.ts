// Judges datasets of BigQuery by the entries for everyone of their own list of access, and by grants above them.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { defineEvaluator, type Question } from "../../kernel.ts";
import { openToEveryone } from "../../readings/gcp/grants-to-everyone.ts";
import { ANCESTORS, ancestorPolicies } from "../../readings/gcp/inherited-grants.ts";
import { grantsAbove } from "./gcp-roles.ts";
import type { Parameters } from "./parameters.ts";

const related = { ancestors: ancestorPolicies };

const condition = z.object({}).nullish();

/** Other entries are not kept: they may name people. Views and routines have no role. */
const Entry = z.union([
  z.object({ specialGroup: z.literal("allAuthenticatedUsers"), role: z.string().nullish(), condition }),
  z.object({ iamMember: z.enum(["allUsers", "allAuthenticatedUsers"]), role: z.string().nullish(), condition }),
  z.object({ role: z.string().nullish() }),
]);

const accessUnread: Problem = {
  code: "not-in-answer",
  detail: "the answer from Google Cloud lacks access of the dataset",
};

/** https://docs.cloud.google.com/bigquery/docs/reference/rest/v2/datasets */
export const dataset = defineEvaluator({
  provider: "gcp",
  resourceType: "bigquery.googleapis.com/Dataset",
  global: true,
  reads: z.object({ AssetName: z.string(), access: z.array(Entry).nullish() }),
  related,
  evaluate({ access }, { related: rows }: Question<Parameters, typeof related>) {
    const near = (access ?? []).flatMap((entry) => {
      const to = "specialGroup" in entry ? entry.specialGroup : "iamMember" in entry ? entry.iamMember : null;
      if (to === null) return [];
      const isConditional = "condition" in entry && entry.condition !== null && entry.condition !== undefined;
      const doubt = isConditional ? ("condition" as const) : null;
      return [{ at: "dataset", one: { to, role: entry.role ?? "", doubt } }];
    });
    return openToEveryone({
      what: "dataset",
      near,
      problem: access === undefined || access === null ? accessUnread : null,
      ancestors: rows.ancestors(ANCESTORS),
      grantsAbove: grantsAbove("bigquery"),
    });
  },
});
