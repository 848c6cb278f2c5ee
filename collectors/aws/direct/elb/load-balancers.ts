// Reads load balancers with their listeners, and the rules of those that accept plain HTTP.
import {
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  type Listener,
  type Rule,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { CallFailed } from "../../../live/call.ts";
import { jsonOf } from "../../../live/region-read.ts";
import { LISTENER_RULES, listenerRulesIn, listenerRulesKey } from "../../answers/edges/listener-rules.ts";
import { orNone } from "../../client/failure.ts";
import type { AwsRegionRead } from "../../region-read.ts";
import type { AwsSource } from "../../source.ts";

const LOAD_BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";
const LISTENER = "AWS::ElasticLoadBalancingV2::Listener";

/**
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html, API_DescribeListeners.html and
 * API_DescribeRules.html
 */
export const elbLoadBalancers: AwsSource = {
  name: "elb-load-balancers",
  types: [LOAD_BALANCER, LISTENER, LISTENER_RULES],
  calls: [
    { action: "elasticloadbalancing:DescribeLoadBalancers", per: "page" },
    {
      action: "elasticloadbalancing:DescribeListeners",
      per: { resource: "the listeners of one load balancer are told a call" },
    },
    {
      action: "elasticloadbalancing:DescribeRules",
      per: { resource: "the rules of one listener are told a call, and asked of those alone that accept plain HTTP" },
    },
  ],
  async read(aws) {
    const client = aws.listing(ElasticLoadBalancingV2Client);
    const arns: string[] = [];
    for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client, pageSize: 400 }, {})) {
      for (const balancer of LoadBalancers) {
        const { LoadBalancerArn: arn = "", LoadBalancerName: name, CreatedTime: createdAt } = balancer;
        arns.push(arn);
        aws.emitApiResource({ type: LOAD_BALANCER, id: arn, name, arn, createdAt, configuration: balancer });
      }
    }
    if (!aws.wants(LISTENER) && !aws.wants(LISTENER_RULES)) return;
    await Promise.all(arns.map((arn) => readListeners(aws, arn)));
  },
};

/** Which listeners a load balancer has is not known if its list fails, so both types are incomplete. */
async function readListeners(aws: AwsRegionRead, LoadBalancerArn: string): Promise<void> {
  const client = aws.listing(ElasticLoadBalancingV2Client);
  const http: string[] = [];
  try {
    for await (const { Listeners = [] } of paginateDescribeListeners({ client, pageSize: 400 }, { LoadBalancerArn }))
      for (const listener of Listeners) {
        const { ListenerArn: arn = "", Protocol } = listener;
        aws.emitApiResource({ type: LISTENER, id: arn, arn, configuration: listener satisfies Listener });
        if (Protocol === "HTTP") http.push(arn);
      }
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    // A load balancer that was deleted in the meantime has none.
    if (error.error === "LoadBalancerNotFoundException") return;
    for (const type of [LISTENER, LISTENER_RULES]) aws.spoil(type, error.problem);
  }
  if (aws.wants(LISTENER_RULES)) await readRules(aws, http);
}

async function readRules(aws: AwsRegionRead, listeners: readonly string[]): Promise<void> {
  const elb = aws.detail(ElasticLoadBalancingV2Client);
  const keyOf = (listener: string): string => listenerRulesKey(aws.account, aws.region, listener);
  await aws.each(LISTENER_RULES, listeners, keyOf, async (ListenerArn) => {
    const Rules: Rule[] = [];
    let Marker: string | undefined;
    do {
      const page = await orNone(
        elb.send(new DescribeRulesCommand({ ListenerArn, PageSize: 400, ...(Marker === undefined ? {} : { Marker }) })),
        "ListenerNotFoundException",
      );
      // A listener that was deleted in the meantime is not emitted.
      if (page === undefined) return;
      Rules.push(...(page.Rules ?? []));
      Marker = page.NextMarker;
    } while (Marker !== undefined && Marker !== "");
    const body = listenerRulesIn(jsonOf({ Rules }), ListenerArn);
    if (body !== undefined) return aws.emitFact(LISTENER_RULES, { key: keyOf(ListenerArn), body });
    aws.emitUnread(LISTENER_RULES, keyOf(ListenerArn), {
      code: "unexpected-shape",
      detail: "the answer to elasticloadbalancing:DescribeRules is not in the documented form",
    });
  });
}
