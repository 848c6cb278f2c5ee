// Reads snapshots of database clusters of Aurora, RDS, DocumentDB and Neptune, which answer to one call; of those that may be public,
// who may restore them.
import {
  DescribeDBClusterSnapshotAttributesCommand,
  RDSClient,
  paginateDescribeDBClusterSnapshots,
  type DBClusterSnapshot,
  type DBClusterSnapshotAttribute,
} from "@aws-sdk/client-rds";
import { CallFailed } from "../../../live/call.ts";
import { orNone } from "../../client/failure.ts";
import type { AwsSource } from "../../source.ts";
import { mayBePublic, oneAtATime } from "./restorable.ts";

const TYPE = "AWS::RDS::DBClusterSnapshot";

/**
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html, without shared ones by default, and
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshotAttributes.html
 */
export const rdsClusterSnapshots: AwsSource = {
  name: "rds-cluster-snapshots",
  types: [TYPE],
  calls: [
    { action: "rds:DescribeDBClusterSnapshots", per: "page" },
    { action: "rds:DescribeDBClusterSnapshotAttributes", per: oneAtATime },
  ],
  async read(aws) {
    const client = aws.listing(RDSClient);
    const rds = aws.detail(RDSClient);
    const emit = (snapshot: DBClusterSnapshot, attributes?: DBClusterSnapshotAttribute[]): void => {
      const { DBClusterSnapshotIdentifier: id = "", DBClusterSnapshotArn: arn, TagList: tags } = snapshot;
      const { SnapshotCreateTime: createdAt } = snapshot;
      const supplementary = { DBClusterSnapshotAttributes: attributes ?? null };
      aws.emitApiResource({ type: TYPE, id, name: id, arn, createdAt, tags, configuration: snapshot, supplementary });
    };
    for await (const { DBClusterSnapshots = [] } of paginateDescribeDBClusterSnapshots({ client, pageSize: 100 }, {})) {
      const asked = DBClusterSnapshots.filter(({ SnapshotType, StorageEncrypted }) =>
        mayBePublic(SnapshotType, StorageEncrypted),
      );
      for (const snapshot of DBClusterSnapshots) if (!asked.includes(snapshot)) emit(snapshot);
      const keyOf = ({ DBClusterSnapshotArn = "" }: DBClusterSnapshot): string => DBClusterSnapshotArn;
      await aws.each(TYPE, asked, keyOf, async (snapshot) => {
        const { DBClusterSnapshotIdentifier } = snapshot;
        try {
          const answer = await orNone(
            rds.send(new DescribeDBClusterSnapshotAttributesCommand({ DBClusterSnapshotIdentifier })),
            "DBClusterSnapshotNotFoundFault",
          );
          // A snapshot that was deleted in the meantime is not emitted.
          if (answer !== undefined)
            emit(snapshot, answer.DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes);
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
