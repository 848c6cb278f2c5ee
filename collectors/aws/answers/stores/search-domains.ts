// Reads domains of OpenSearch Service, those that run OpenSearch and those that run Elasticsearch, as DescribeDomains tells them.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { awsKey, awsKeyFromArn } from "../../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../../json-shape.ts";
import type { People } from "../../../port.ts";
import { partitionOf } from "../../client/partition.ts";
import { resourcePolicy } from "../../item/policy-document.ts";

/**
 * The name that CloudFormation has. AWS Config records domains as two types, by the engine that they run, and the newer type not in
 * every region: https://docs.aws.amazon.com/config/latest/developerguide/opensearch-encrypted-at-rest.html. The service lists both.
 */
export const SEARCH_DOMAIN = "AWS::OpenSearchService::Domain";

/** https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainStatus.html. Its addresses stay here. */
const Answer = z.object({
  DomainStatusList: z.array(
    z.object({
      DomainName: z.string().min(1),
      ARN: z.string(),
      EngineVersion: z.string().optional(),
      Deleted: z.boolean().optional(),
      EncryptionAtRestOptions: z
        .object({ Enabled: z.boolean().optional(), KmsKeyId: z.string().optional() })
        .optional(),
      NodeToNodeEncryptionOptions: z.object({ Enabled: z.boolean().optional() }).optional(),
      DomainEndpointOptions: z
        .object({ EnforceHTTPS: z.boolean().optional(), TLSSecurityPolicy: z.string().optional() })
        .optional(),
      AccessPolicies: z.string().optional(),
      AdvancedSecurityOptions: z
        .object({ Enabled: z.boolean().optional(), AnonymousAuthEnabled: z.boolean().optional() })
        .optional(),
      VPCOptions: z.object({ VPCId: z.string().min(1).optional() }).optional(),
    }),
  ),
});

/** The key of the domain `name` of a region. */
export const searchDomainKey = (account: string, region: string, name: string): string =>
  awsKey({ partition: partitionOf(region), service: "es", region, account, resource: `domain/${name}` });

/** Undefined where the answer has another shape. Throws RangeError on what is no ARN. A domain does not say when it was made. */
export function searchDomainsIn(answer: Json, people: People) {
  const parsed = Answer.safeParse(withoutNulls(answer));
  return parsed.data?.DomainStatusList.map(
    ({ DomainName: name, ARN: Arn, AccessPolicies: text = "", VPCOptions, ...rest }) => {
      const AccessPolicies = resourcePolicy(text, people);
      const body = {
        Arn,
        ...rest,
        ...(AccessPolicies === undefined ? {} : { AccessPolicies }),
        ...(VPCOptions?.VPCId === undefined ? {} : { VpcId: VPCOptions.VPCId }),
      };
      return { key: awsKeyFromArn(Arn), name, body };
    },
  );
}
