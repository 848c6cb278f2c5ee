// Reads snapshots of databases of RDS, automated and manual, all in a listing; of those that may be public, who may restore them.
import {
  DescribeDBSnapshotAttributesCommand,
  RDSClient,
  paginateDescribeDBSnapshots,
  type DBSnapshot,
  type DBSnapshotAttribute,
} from "@aws-sdk/client-rds";
import { CallFailed } from "../../../live/call.ts";
import { orNone } from "../../client/failure.ts";
import type { AwsSource } from "../../source.ts";
import { mayBePublic, oneAtATime } from "./restorable.ts";

const TYPE = "AWS::RDS::DBSnapshot";

/**
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html, without shared ones by default, and
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshotAttributes.html
 */
export const rdsSnapshots: AwsSource = {
  name: "rds-snapshots",
  types: [TYPE],
  calls: [
    { action: "rds:DescribeDBSnapshots", per: "page" },
    { action: "rds:DescribeDBSnapshotAttributes", per: oneAtATime },
  ],
  async read(aws) {
    const client = aws.listing(RDSClient);
    const rds = aws.detail(RDSClient);
    const emit = (snapshot: DBSnapshot, attributes?: DBSnapshotAttribute[]): void => {
      const { DBSnapshotIdentifier: id = "", DBSnapshotArn: arn, TagList: tags } = snapshot;
      const { SnapshotCreateTime: createdAt } = snapshot;
      const supplementary = { DBSnapshotAttributes: attributes ?? null };
      aws.emitApiResource({ type: TYPE, id, name: id, arn, createdAt, tags, configuration: snapshot, supplementary });
    };
    for await (const { DBSnapshots = [] } of paginateDescribeDBSnapshots({ client, pageSize: 100 }, {})) {
      const asked = DBSnapshots.filter(({ SnapshotType, Encrypted }) => mayBePublic(SnapshotType, Encrypted));
      for (const snapshot of DBSnapshots) if (!asked.includes(snapshot)) emit(snapshot);
      const keyOf = ({ DBSnapshotArn = "" }: DBSnapshot): string => DBSnapshotArn;
      await aws.each(TYPE, asked, keyOf, async (snapshot) => {
        const { DBSnapshotIdentifier } = snapshot;
        try {
          const answer = await orNone(
            rds.send(new DescribeDBSnapshotAttributesCommand({ DBSnapshotIdentifier })),
            "DBSnapshotNotFoundFault",
          );
          // A snapshot that was deleted in the meantime is not emitted.
          if (answer !== undefined) emit(snapshot, answer.DBSnapshotAttributesResult?.DBSnapshotAttributes);
        } catch (error) {
          if (!(error instanceof CallFailed)) throw error;
          // The listing told the rest of the snapshot, which other checks judge.
          aws.spoil(TYPE, error.problem);
          emit(snapshot);
        }
      });
    }
  },
};
