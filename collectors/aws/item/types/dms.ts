// Lists the members of DMS endpoints that leave here: no server, user or password. They follow DescribeEndpoints.
import type { ResourceTypes } from "../resource-type.ts";
import { filled, record, scalar } from "../spelling.ts";

export const dms: ResourceTypes = {
  "AWS::DMS::Endpoint": {
    configuration: record({
      EndpointIdentifier: scalar,
      EndpointType: scalar,
      EngineName: scalar,
      Status: scalar,
      SslMode: scalar,
      RedisSettings: filled(record({ SslSecurityProtocol: scalar })),
      KafkaSettings: filled(record({ SecurityProtocol: scalar })),
    }),
    supplementary: {},
    global: false,
    uniqueId: true,
    // The ARN ends in an id of its own, which is no name.
    arn: null,
  },
};
