// Reads workgroups of Redshift Serverless, by which its databases are reached, as ListWorkgroups tells them.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { awsKeyFromArn } from "../../../../evidence-schema/keys/resource-key.ts";
import { toInstant } from "../../../instant.ts";
import { withoutNulls } from "../../../json-shape.ts";

export const SERVERLESS_WORKGROUP = "AWS::RedshiftServerless::Workgroup";

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Workgroup.html. Addresses of endpoints stay here. */
const Answer = z.object({
  workgroups: z.array(
    z.object({
      workgroupName: z.string().min(1),
      workgroupId: z.string().min(1),
      workgroupArn: z.string(),
      creationDate: z.string().optional(),
      status: z.string().optional(),
      publiclyAccessible: z.boolean().optional(),
      port: z.int().optional(),
      securityGroupIds: z.array(z.string()).optional(),
    }),
  ),
});

/** Undefined where the answer has another shape. Throws RangeError on what is no ARN. */
export function serverlessWorkgroupsIn(answer: Json) {
  const parsed = Answer.safeParse(withoutNulls(answer));
  return parsed.data?.workgroups.map(
    ({
      workgroupArn,
      workgroupName: name,
      workgroupId,
      creationDate,
      status,
      publiclyAccessible,
      port,
      securityGroupIds,
    }) => ({
      key: awsKeyFromArn(workgroupArn),
      name,
      createdAt: toInstant(creationDate),
      incarnation: workgroupId,
      body: {
        ...(status === undefined ? {} : { Status: status }),
        ...(publiclyAccessible === undefined ? {} : { PubliclyAccessible: publiclyAccessible }),
        ...(port === undefined ? {} : { Port: port }),
        ...(securityGroupIds === undefined ? {} : { SecurityGroupIds: securityGroupIds.toSorted() }),
      },
    }),
  );
}
