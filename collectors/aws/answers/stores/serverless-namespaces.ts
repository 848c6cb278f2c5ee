// Reads namespaces of Redshift Serverless, which hold its databases, as ListNamespaces tells them.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { awsKeyFromArn } from "../../../../evidence-schema/keys/resource-key.ts";
import { toInstant } from "../../../instant.ts";
import { withoutNulls } from "../../../json-shape.ts";

export const SERVERLESS_NAMESPACE = "AWS::RedshiftServerless::Namespace";

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Namespace.html. Names of people and of databases stay here. */
const Answer = z.object({
  namespaces: z.array(
    z.object({
      namespaceName: z.string().min(1),
      namespaceId: z.string().min(1),
      namespaceArn: z.string(),
      creationDate: z.string().optional(),
      kmsKeyId: z.string().optional(),
      status: z.string().optional(),
    }),
  ),
});

/** Undefined where the answer has another shape. Throws RangeError on what is no ARN. */
export function serverlessNamespacesIn(answer: Json) {
  const parsed = Answer.safeParse(withoutNulls(answer));
  return parsed.data?.namespaces.map((each) => ({
    key: awsKeyFromArn(each.namespaceArn),
    name: each.namespaceName,
    createdAt: toInstant(each.creationDate),
    incarnation: each.namespaceId,
    body: {
      ...(each.kmsKeyId === undefined ? {} : { KmsKeyId: each.kmsKeyId }),
      ...(each.status === undefined ? {} : { Status: each.status }),
    },
  }));
}
