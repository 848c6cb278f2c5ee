// Judges workgroups of Redshift Serverless: without a public endpoint, or behind security groups that name networks.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable } from "../../../kernel.ts";
import { judgePublicEndpoint, privateOnly, related, type GroupQuestion } from "./security-groups.ts";

export const workgroup = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RedshiftServerless::Workgroup",
  global: false,
  // https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Workgroup.html
  reads: z.object({
    Status: z.string().optional(),
    PubliclyAccessible: z.boolean().optional(),
    Port: z.int().optional(),
    SecurityGroupIds: z.array(z.string()).optional(),
  }),
  related,
  evaluate({ Status, PubliclyAccessible, Port, SecurityGroupIds }, question: GroupQuestion) {
    if (Status === "DELETING") return notApplicable("the workgroup is being deleted (status)", { status: Status });
    if (PubliclyAccessible === undefined)
      return indeterminate({ code: "not-in-answer", detail: "the answer from AWS lacks publiclyAccessible" });
    if (!PubliclyAccessible) return privateOnly("workgroup");
    return judgePublicEndpoint("workgroup", SecurityGroupIds ?? null, Port === undefined ? [] : [Port], question);
  },
});
