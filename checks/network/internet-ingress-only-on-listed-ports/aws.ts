// Judges security groups, each alone with the prefix lists that it names, and network ACLs where the company asks for them.
import { aclExposure, namedByAcl, NetworkAcl } from "../../engines/reachability/aws/network-acl.ts";
import { groupOpenings, SecurityGroup } from "../../engines/reachability/aws/security-group.ts";
import { judgeListed } from "../../engines/reachability/listed-traffic.ts";
import { deciding } from "../../engines/reachability/opening.ts";
import { defineEvaluator, notApplicable, type Question } from "../../kernel.ts";
import { prefixLists } from "../../readings/aws/prefix-lists.ts";
import { namedBy } from "../../readings/aws/security-groups.ts";
import type { Parameters } from "./parameters.ts";

const related = { lists: prefixLists };

const securityGroup = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::EC2::SecurityGroup",
  global: false,
  reads: SecurityGroup,
  related,
  evaluate(group, { related: { lists }, parameters }: Question<Parameters, typeof related>) {
    return judgeListed({ who: "the rules let" }, parameters, namedBy(group), (port, transport) => {
      const listOf = (id: string) => lists(id).find(() => true);
      const { openings, problem } = groupOpenings(group, port, transport, listOf);
      return { open: deciding(openings, parameters), problem };
    });
  },
});

const networkAcl = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::EC2::NetworkAcl",
  global: false,
  reads: NetworkAcl,
  evaluate(acl, { parameters }: Question<Parameters, Record<never, never>>) {
    if (!parameters.networkAcls)
      return notApplicable("the company does not ask for network ACLs as firewalls of their own");
    return judgeListed({ who: "the inbound entries let" }, parameters, namedByAcl(acl), (port, transport) =>
      aclExposure(acl, port, transport, parameters),
    );
  },
});

export const aws = [securityGroup, networkAcl];
