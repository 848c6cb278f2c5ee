// Judges security groups, each alone.
import { groupOpenings, hasPrefixList, SecurityGroup } from "../../engines/reachability/security-group.ts";
import { defineEvaluator } from "../../kernel.ts";
import { judgeExposure } from "./exposure.ts";
import type { Parameters } from "./parameters.ts";

const unread = {
  code: "not-supported",
  detail: "a rule lets a prefix list reach an administration port, and Tidemark does not read entries of prefix lists",
} as const;

export const aws = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::EC2::SecurityGroup",
  global: false,
  reads: SecurityGroup,
  evaluate(group, { parameters }: { readonly parameters: Parameters }) {
    return judgeExposure(
      parameters.ports,
      (port, transport) => groupOpenings(group, port, transport),
      (port, transport) => (hasPrefixList(group, port, transport) ? unread : null),
    );
  },
});
