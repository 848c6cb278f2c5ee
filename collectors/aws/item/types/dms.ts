// Lists the members of DMS endpoints that leave here: no server, user or password. They follow DescribeEndpoints.
import type { ResourceTypes } from "../resource-type.ts";
import { filled, record, scalar, type Spelling } from "../spelling.ts";

/**
 * The scheme of a URI, without the rest. "AWS DMS uses HTTPS if a transport protocol (http/https) is not specified."
 * https://docs.aws.amazon.com/dms/latest/APIReference/API_ElasticsearchSettings.html
 */
const scheme: Spelling = (raw) => {
  const uri = scalar(raw);
  if (typeof uri !== "string") return undefined;
  return /^http:/i.test(uri.trim()) ? "http" : "https";
};

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
      ElasticsearchSettings: filled(record({ EndpointUri: scheme })),
    }),
    supplementary: {},
    global: false,
    uniqueId: true,
    // The ARN ends in an id of its own, which is no name.
    arn: null,
  },
};
