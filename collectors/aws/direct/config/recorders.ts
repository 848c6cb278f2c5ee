// Reads the recorder of AWS Config in a region, its status, and the status of its delivery.
import {
  ConfigServiceClient,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelStatusCommand,
} from "@aws-sdk/client-config-service";
import { RECORDER, recorderIn, recorderIdentity } from "../../answers/config-recorder.ts";
import type { AwsSource } from "../../source.ts";
import { jsonOf } from "../../../live/region-read.ts";

/** https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorders.html, and the calls of its status. */
export const configRecorders: AwsSource = {
  name: "config-recorders",
  types: [RECORDER],
  calls: [
    { action: "config:DescribeConfigurationRecorders", per: "page" },
    { action: "config:DescribeConfigurationRecorderStatus", per: "few" },
    { action: "config:DescribeDeliveryChannelStatus", per: "few" },
  ],
  async read(aws) {
    const { account, region } = aws;
    const config = aws.detail(ConfigServiceClient);
    const recorders = await aws.listing(ConfigServiceClient).send(new DescribeConfigurationRecordersCommand({}));
    const status = await config.send(new DescribeConfigurationRecorderStatusCommand({}));
    const delivery = await config.send(new DescribeDeliveryChannelStatusCommand({}));
    const answer = jsonOf({
      ConfigurationRecorders: recorders.ConfigurationRecorders ?? [],
      ConfigurationRecordersStatus: status.ConfigurationRecordersStatus ?? [],
      DeliveryChannelsStatus: delivery.DeliveryChannelsStatus ?? [],
    });
    const body = recorderIn(answer, region);
    if (body === undefined)
      aws.spoil(RECORDER, {
        code: "unexpected-shape",
        detail: "the answers from AWS Config about its recorder are not in the documented form",
      });
    else aws.emitFact(RECORDER, { ...recorderIdentity(account, region), body });
  },
};
