// Says how a failure of the check is put right, in the cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Ask for tokens at each machine, after its programs use a current SDK: the metric MetadataNoToken shows requests without one. Lower the hop limit to one, or two where containers need it. Let launch templates say the same, and set it as the default of the account in each region.",
    console: [
      "EC2 > Instances > INSTANCE > Actions > Instance settings > Modify instance metadata options > IMDSv2 Required",
      "EC2 > Settings > Data protection and security > IMDS defaults > Manage",
    ],
    commands: [
      "aws ec2 modify-instance-metadata-options --region REGION --instance-id INSTANCE-ID --http-tokens required --http-put-response-hop-limit 2",
      "aws ec2 modify-instance-metadata-defaults --region REGION --http-tokens required --http-put-response-hop-limit 2",
    ],
    terraform: [
      'aws_instance.metadata_options.http_tokens = "required"',
      'aws_ec2_instance_metadata_defaults.http_tokens = "required"',
    ],
  },
} as const satisfies Check["remediation"];
