// Lists the members of CloudFront distributions that leave here: no origins, whose headers may hold secrets. They follow GetDistribution.
import type { ResourceTypes } from "../resource-type.ts";
import { list, record, scalar } from "../spelling.ts";

const behavior = { ViewerProtocolPolicy: scalar };

export const cloudfront: ResourceTypes = {
  "AWS::CloudFront::Distribution": {
    configuration: record({
      DistributionConfig: record({
        Enabled: scalar,
        DefaultCacheBehavior: record(behavior),
        CacheBehaviors: record({ Items: list(record({ PathPattern: scalar, ...behavior })) }),
        ViewerCertificate: record({ CloudFrontDefaultCertificate: scalar, MinimumProtocolVersion: scalar }),
      }),
    }),
    supplementary: {},
    global: true,
    uniqueId: true,
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html has an account and no region.
    arn: null,
  },
};
