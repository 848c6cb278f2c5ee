// Judges clusters of Redshift by require_ssl in their parameter group.
import { z } from "zod";
import { defineEvaluator, relation, type Question } from "../../../kernel.ts";
import { judgeParameterGroups, Parameters as Read } from "./judge-parameter-groups.ts";
import type { Parameters } from "../parameters.ts";

const related = {
  groups: relation({
    type: "AWS::Redshift::ClusterParameterGroup",
    within: "region",
    global: false,
    reads: z.object({ ParameterGroupName: z.string(), Parameters: Read }),
    on: (row) => [row.ParameterGroupName],
  }),
};

export const redshift = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::Redshift::Cluster",
  global: false,
  // https://docs.aws.amazon.com/redshift/latest/APIReference/API_ClusterParameterGroupStatus.html
  reads: z.object({
    ClusterParameterGroups: z
      .array(z.object({ ParameterGroupName: z.string(), ParameterApplyStatus: z.string().optional() }))
      .optional(),
  }),
  related,
  // The answer has the value also where nobody set it; which one that is differs between default groups, by their age.
  // https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html
  evaluate({ ClusterParameterGroups = [] }, { related: { groups } }: Question<Parameters, typeof related>) {
    const used = ClusterParameterGroups.map(({ ParameterGroupName: name, ParameterApplyStatus: status }) => ({
      name,
      statuses: [status],
      answer: groups(name).find(() => true),
    }));
    return judgeParameterGroups(used, { name: "require_ssl", byDefault: null });
  },
});
