// Lists the members of load balancers and their listeners that leave here. They follow DescribeLoadBalancers, DescribeListeners and,
// of classic ones, DescribeLoadBalancerPolicies.
import { isRecord } from "../../../json-shape.ts";
import type { ResourceTypes } from "../resource-type.ts";
import { filled, list, record, scalar, type Spelling } from "../spelling.ts";

/** Not among them: clients and secrets of sign-in, and texts of fixed responses. */
const action = record({
  Type: scalar,
  Order: scalar,
  RedirectConfig: filled(record({ Protocol: scalar })),
  FixedResponseConfig: filled(record({ StatusCode: scalar })),
});

const attribute = record({ AttributeName: scalar, AttributeValue: scalar });

/** Attributes that name protocols: a policy has a hundred others, one for each cipher. */
const protocol: Spelling = (raw, people) => {
  const spelt = attribute(raw, people);
  const name = isRecord(spelt) ? spelt["AttributeName"] : undefined;
  return typeof name === "string" && !/^(?:Protocol-|Reference-Security-Policy$)/.test(name) ? undefined : spelt;
};

const common = { supplementary: {}, global: false, uniqueId: true, arn: null } as const;

export const elb: ResourceTypes = {
  "AWS::ElasticLoadBalancingV2::LoadBalancer": {
    configuration: record({ LoadBalancerArn: scalar, Scheme: scalar, Type: scalar, State: record({ Code: scalar }) }),
    ...common,
  },
  "AWS::ElasticLoadBalancingV2::Listener": {
    configuration: record({
      ListenerArn: scalar,
      LoadBalancerArn: scalar,
      Port: scalar,
      Protocol: scalar,
      SslPolicy: scalar,
      DefaultActions: list(action),
    }),
    ...common,
  },
  "AWS::ElasticLoadBalancing::LoadBalancer": {
    configuration: record({
      Scheme: scalar,
      ListenerDescriptions: list(
        record({ Listener: record({ Protocol: scalar, LoadBalancerPort: scalar }), PolicyNames: list(scalar) }),
      ),
    }),
    supplementary: {
      LoadBalancerPolicies: [
        "LoadBalancerPolicies",
        list(record({ PolicyName: scalar, PolicyTypeName: scalar, PolicyAttributeDescriptions: list(protocol) })),
      ],
    },
    global: false,
    // A name can be given again.
    uniqueId: false,
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancing.html
    arn: (_id, name) => ({ service: "elasticloadbalancing", regional: true, resource: `loadbalancer/${name}` }),
  },
};
