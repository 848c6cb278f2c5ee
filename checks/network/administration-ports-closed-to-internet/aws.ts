// Judges security groups, each alone, with the prefix lists that they name.
import { deciding } from "../../engines/reachability/opening.ts";
import { groupOpenings, SecurityGroup } from "../../engines/reachability/aws/security-group.ts";
import { defineEvaluator, type Question } from "../../kernel.ts";
import { prefixLists } from "../../readings/aws/prefix-lists.ts";
import { judgeExposure } from "./exposure.ts";
import type { Parameters } from "./parameters.ts";

const related = { lists: prefixLists };

export const aws = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::EC2::SecurityGroup",
  global: false,
  reads: SecurityGroup,
  related,
  evaluate(group, { related: { lists }, parameters }: Question<Parameters, typeof related>) {
    return judgeExposure("the rules open", parameters, (port, transport) => {
      const listOf = (id: string) => lists(id).find(() => true);
      const { openings, problem } = groupOpenings(group, port, transport, listOf);
      return { open: deciding(openings, parameters), problem };
    });
  },
});
