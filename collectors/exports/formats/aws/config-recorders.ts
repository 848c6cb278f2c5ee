// Reads the recorder of AWS Config, as three calls of `aws configservice` tell it: one file a region.
import { RECORDER, recorderIn, recorderIdentity } from "../../../aws/answers/config-recorder.ts";
import { oneCall } from "../call.ts";

/** The three answers in one: `{"ConfigurationRecorders","ConfigurationRecordersStatus","DeliveryChannelsStatus"}`. */
export const awsConfigRecorders = oneCall({
  provider: "aws",
  lane: "aws-config-recorders",
  scopeId: /^\d{12}$/,
  type: RECORDER,
  global: false,
  items(answer, { id, region }) {
    const body = recorderIn(answer, region ?? "");
    return body === undefined ? undefined : [{ ...recorderIdentity(id, region ?? ""), body }];
  },
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-config-recorders`;
      const command = `aws configservice describe-configuration-recorders, describe-configuration-recorder-status and describe-delivery-channel-status --region ${region}`;
      const run = ["aws_config_recorders", account, region];
      return { source, types, regions: [region], file: `${source}.json`, command, run };
    }),
});
