// Reads distributions of CloudFront, all in a listing.
import { CloudFrontClient, paginateListDistributions } from "@aws-sdk/client-cloudfront";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::CloudFront::Distribution";

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributions.html */
export const cloudfrontDistributions: AwsSource = {
  name: "cloudfront-distributions",
  types: [TYPE],
  calls: [{ action: "cloudfront:ListDistributions", per: "page" }],
  async read(aws) {
    const client = aws.listing(CloudFrontClient);
    for await (const { DistributionList } of paginateListDistributions({ client, pageSize: 100 }, {})) {
      for (const distribution of DistributionList?.Items ?? []) {
        const { Id: id = "", ARN: arn } = distribution;
        // A list has the configuration beside the id, and AWS Config below it.
        aws.emitApiResource({ type: TYPE, id, arn, configuration: { DistributionConfig: distribution } });
      }
    }
  },
};
