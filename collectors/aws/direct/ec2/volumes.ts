// Reads EBS volumes, all in a listing.
import { EC2Client, paginateDescribeVolumes } from "@aws-sdk/client-ec2";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::EC2::Volume";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html */
export const ec2Volumes: AwsSource = {
  name: "ec2-volumes",
  types: [TYPE],
  calls: [{ action: "ec2:DescribeVolumes", per: "page" }],
  async read(aws) {
    const client = aws.listing(EC2Client);
    for await (const { Volumes = [] } of paginateDescribeVolumes({ client, pageSize: 500 }, {})) {
      for (const volume of Volumes) {
        const { VolumeId: id = "", CreateTime: createdAt, Tags: tags } = volume;
        aws.emitApiResource({ type: TYPE, id, createdAt, tags, configuration: volume });
      }
    }
  },
};
