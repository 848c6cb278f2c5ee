// Reads distributions of CloudFront, all in a listing.
import { CloudFrontClient, paginateListDistributions } from "@aws-sdk/client-cloudfront";
import { jsonOf } from "../../../live/region-read.ts";
import { DISTRIBUTION, distributionsIn } from "../../answers/edges/distributions.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ListDistributions.html */
export const cloudfrontDistributions: AwsSource = {
  name: "cloudfront-distributions",
  types: [DISTRIBUTION],
  calls: [{ action: "cloudfront:ListDistributions", per: "page" }],
  async read(aws) {
    const client = aws.listing(CloudFrontClient);
    for await (const { DistributionList = {} } of paginateListDistributions({ client, pageSize: 100 }, {})) {
      const listed = distributionsIn(jsonOf({ DistributionList }));
      if (listed === undefined)
        aws.spoil(DISTRIBUTION, {
          code: "unexpected-shape",
          detail: "the answer to cloudfront:ListDistributions is not in the documented form",
        });
      for (const distribution of listed ?? []) aws.emitFact(DISTRIBUTION, distribution);
    }
  },
};
