// Reads for how long tables of DynamoDB can be restored, by `aws dynamodb describe-continuous-backups`: one file a region.
import {
  CONTINUOUS_BACKUPS,
  continuousBackupsIn,
  continuousBackupsKey,
} from "../../../../aws/answers/continuous-backups.ts";
import { callEach } from "../../call.ts";

export const awsDynamoDbContinuousBackups = callEach({
  provider: "aws",
  lane: "aws-dynamodb-continuous-backups",
  scopeId: /^\d{12}$/,
  type: CONTINUOUS_BACKUPS,
  global: false,
  key: (name, { id, region }) => continuousBackupsKey(id, region ?? "", name),
  body: continuousBackupsIn,
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-continuous-backups`;
      const call = ["describe-continuous-backups", "--table-name"] as const;
      return {
        source,
        types,
        regions: [region],
        file: `${source}.ndjson`,
        command: `aws dynamodb ${call.join(" ")} <each table> --region ${region}`,
        run: ["aws_named_by", account, region, "dynamodb", "list-tables", ".TableNames[]", ...call],
      };
    }),
});
