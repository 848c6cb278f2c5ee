// An endpoint of DMS for a search domain: the scheme of its URI leaves here, and nothing else of it.
import { expect, test } from "vitest";
import { RESOURCE_TYPES } from "../../../../collectors/aws/item/resource-types.ts";

const people = { person: () => "", remember: () => undefined };

test.each([
  ["http://search-orders.eu-central-1.es.amazonaws.com", "http"],
  [" HTTP://search-orders.eu-central-1.es.amazonaws.com", "http"],
  ["https://search-orders.eu-central-1.es.amazonaws.com", "https"],
  // "AWS DMS uses HTTPS if a transport protocol (http/https) is not specified."
  ["search-orders.eu-central-1.es.amazonaws.com", "https"],
])("of %s", (EndpointUri, scheme) => {
  const raw = { EngineName: "opensearch", ElasticsearchSettings: { EndpointUri, ServiceAccessRoleArn: "arn:r" } };
  expect(RESOURCE_TYPES["AWS::DMS::Endpoint"]?.configuration(raw, people)).toEqual({
    EngineName: "opensearch",
    ElasticsearchSettings: { EndpointUri: scheme },
  });
});
