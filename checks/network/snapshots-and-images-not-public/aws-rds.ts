// Judges snapshots of RDS, and of the services that share its API: who may restore them.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass, passByProvider, type Verdict } from "../../kernel.ts";

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshotAttribute.html */
const Attributes = z
  .array(z.object({ AttributeName: z.string(), AttributeValues: z.array(z.string()).optional() }))
  .optional();

type Said = {
  readonly type: string | undefined;
  readonly encrypted: boolean | undefined;
  readonly attributes: z.infer<typeof Attributes>;
};

/** "all" makes a manual snapshot public. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSnapshotAttribute.html */
const isPublic = (attributes: NonNullable<Said["attributes"]>): boolean =>
  attributes.some(
    ({ AttributeName, AttributeValues = [] }) =>
      AttributeName.toLowerCase() === "restore" && AttributeValues.some((value) => value.toLowerCase() === "all"),
  );

/** `member`: the one that AWS has the attributes in. */
function judge({ type, encrypted, attributes }: Said, member: string): Verdict {
  const isShared = attributes === undefined ? null : isPublic(attributes);
  const facts = { type: type ?? null, encrypted: encrypted ?? null, public: isShared };
  if (isShared === true) return fail("everyone may restore the snapshot (restore is all)", facts);
  if (type !== undefined && type.toLowerCase() !== "manual")
    return passByProvider("RDS lets a manual snapshot alone be shared", facts);
  if (encrypted === true)
    return passByProvider("RDS lets an encrypted snapshot be shared with named accounts alone", facts);
  if (isShared === null)
    return indeterminate({ code: "not-in-answer", detail: `the answer from AWS lacks ${member}` }, facts);
  return pass("the snapshot is not shared with everyone", facts);
}

const instance = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBSnapshot",
  global: false,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html, and API_DescribeDBSnapshotAttributes.html
  reads: z.object({
    SnapshotType: z.string().optional(),
    Encrypted: z.boolean().optional(),
    DBSnapshotAttributes: Attributes,
  }),
  evaluate: ({ SnapshotType: type, Encrypted: encrypted, DBSnapshotAttributes: attributes }) =>
    judge({ type, encrypted, attributes }, "DBSnapshotAttributes"),
});

const cluster = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBClusterSnapshot",
  global: false,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBClusterSnapshot.html, and API_DescribeDBClusterSnapshotAttributes.html
  reads: z.object({
    SnapshotType: z.string().optional(),
    StorageEncrypted: z.boolean().optional(),
    DBClusterSnapshotAttributes: Attributes,
  }),
  evaluate: ({ SnapshotType: type, StorageEncrypted: encrypted, DBClusterSnapshotAttributes: attributes }) =>
    judge({ type, encrypted, attributes }, "DBClusterSnapshotAttributes"),
});

export const rds = [instance, cluster];
