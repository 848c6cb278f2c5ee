// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "In the region, let the recorder of AWS Config record all resource types continuously, give it a delivery channel, and start it. If delivery fails, repair the policy of the bucket or the role of the recorder.",
    console: ["AWS Config > Settings > Edit", "AWS Config > Settings > Customer managed recorder > Start recording"],
    commands: [
      `aws configservice put-configuration-recorder --configuration-recorder '{"name":"default","roleARN":"ROLE-ARN","recordingMode":{"recordingFrequency":"CONTINUOUS"}}' --recording-group allSupported=true,includeGlobalResourceTypes=true --region REGION`,
      "aws configservice put-delivery-channel --delivery-channel name=default,s3BucketName=BUCKET --region REGION",
      "aws configservice start-configuration-recorder --configuration-recorder-name default --region REGION",
    ],
    terraform: ["aws_config_configuration_recorder_status.is_enabled = true"],
  },
} as const satisfies Check["remediation"];
