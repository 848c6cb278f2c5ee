// Reads which protocols the security policies of load balancers accept, in one call a region.
import {
  DescribeSSLPoliciesCommand,
  ElasticLoadBalancingV2Client,
  type SslPolicy,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { jsonOf } from "../../../live/region-read.ts";
import { SSL_POLICIES, sslPoliciesIn, sslPoliciesKey } from "../../answers/edges/ssl-policies.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeSSLPolicies.html */
export const elbSslPolicies: AwsSource = {
  name: "elb-ssl-policies",
  types: [SSL_POLICIES],
  calls: [{ action: "elasticloadbalancing:DescribeSSLPolicies", per: "few" }],
  async read(aws) {
    const client = aws.listing(ElasticLoadBalancingV2Client);
    const SslPolicies: SslPolicy[] = [];
    let Marker: string | undefined;
    do {
      const page = await client.send(
        new DescribeSSLPoliciesCommand({ PageSize: 400, ...(Marker === undefined ? {} : { Marker }) }),
      );
      SslPolicies.push(...(page.SslPolicies ?? []));
      Marker = page.NextMarker;
    } while (Marker !== undefined && Marker !== "");
    const [key, body] = [sslPoliciesKey(aws.account, aws.region), sslPoliciesIn(jsonOf({ SslPolicies }))];
    if (body !== undefined) return aws.emitFact(SSL_POLICIES, { key, body });
    aws.emitUnread(SSL_POLICIES, key, {
      code: "unexpected-shape",
      detail: "the answer to elasticloadbalancing:DescribeSSLPolicies is not in the documented form",
    });
  },
};
