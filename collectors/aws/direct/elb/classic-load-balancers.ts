// Reads classic load balancers, and the policies of each by a call of its own.
import {
  DescribeLoadBalancerPoliciesCommand,
  ElasticLoadBalancingClient,
  paginateDescribeLoadBalancers,
  type LoadBalancerDescription,
} from "@aws-sdk/client-elastic-load-balancing";
import { awsKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { orNone } from "../../client/failure.ts";
import { partitionOf } from "../../client/partition.ts";
import type { AwsSource } from "../../source.ts";

const TYPE = "AWS::ElasticLoadBalancing::LoadBalancer";

/**
 * https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeLoadBalancers.html and
 * API_DescribeLoadBalancerPolicies.html
 */
export const elbClassicLoadBalancers: AwsSource = {
  name: "elb-classic-load-balancers",
  types: [TYPE],
  calls: [
    { action: "elasticloadbalancing:DescribeLoadBalancers", per: "page" },
    {
      action: "elasticloadbalancing:DescribeLoadBalancerPolicies",
      per: {
        resource:
          "the list lacks which protocols a policy allows, and the policies of one load balancer are told a call",
      },
    },
  ],
  async read(aws) {
    const { account, region } = aws;
    const client = aws.listing(ElasticLoadBalancingClient);
    const elb = aws.detail(ElasticLoadBalancingClient);
    const keyOf = ({ LoadBalancerName: name = "" }: LoadBalancerDescription): string =>
      awsKey({
        partition: partitionOf(region),
        service: "elasticloadbalancing",
        region,
        account,
        resource: `loadbalancer/${name}`,
      });
    for await (const { LoadBalancerDescriptions = [] } of paginateDescribeLoadBalancers({ client, pageSize: 400 }, {}))
      await aws.each(TYPE, LoadBalancerDescriptions, keyOf, async (balancer) => {
        const { LoadBalancerName: name = "", CreatedTime: createdAt } = balancer;
        const answer = await orNone(
          elb.send(new DescribeLoadBalancerPoliciesCommand({ LoadBalancerName: name })),
          "AccessPointNotFoundException",
        );
        // A load balancer that was deleted in the meantime is not emitted.
        if (answer === undefined) return;
        const LoadBalancerPolicies = answer.PolicyDescriptions ?? [];
        aws.emitApiResource({
          type: TYPE,
          id: name,
          name,
          createdAt,
          configuration: balancer,
          supplementary: { LoadBalancerPolicies },
        });
      });
  },
};
