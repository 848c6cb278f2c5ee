// Lists the members of topics of SNS that leave here. They follow GetTopicAttributes.
import { resourcePolicy } from "../policy-document.ts";
import type { ResourceTypes } from "../resource-type.ts";
import { record, scalar } from "../spelling.ts";

export const sns: ResourceTypes = {
  "AWS::SNS::Topic": {
    configuration: record({ TopicArn: scalar, Policy: resourcePolicy }),
    supplementary: {},
    global: false,
    uniqueId: false,
    // Config's id of a topic is its ARN, which ends with the name.
    arn: (id) => ({ service: "sns", regional: true, resource: id.slice(id.lastIndexOf(":") + 1) }),
  },
};
