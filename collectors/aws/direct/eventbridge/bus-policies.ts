// Reads policies of event buses of EventBridge, all in a listing.
import { EventBridgeClient, ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { busPoliciesIn, EVENT_BUS_POLICY } from "../../answers/policies/resource-policies.ts";
import { jsonOf } from "../../../live/region-read.ts";
import type { AwsSource } from "../../source.ts";

const { type: TYPE } = EVENT_BUS_POLICY;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEventBuses.html; the SDK has no paginator for it. */
export const eventBridgeBusPolicies: AwsSource = {
  name: "eventbridge-bus-policies",
  types: [TYPE],
  calls: [{ action: "events:ListEventBuses", per: "page" }],
  async read(aws) {
    const client = aws.listing(EventBridgeClient);
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListEventBusesCommand({ Limit: 100, NextToken }));
      ({ NextToken } = page);
      const policies = busPoliciesIn(jsonOf({ EventBuses: page.EventBuses ?? [] }), aws, aws.people);
      if (policies === undefined)
        aws.spoil(TYPE, {
          code: "unexpected-shape",
          detail: "the answer from EventBridge on event buses is not in the documented form",
        });
      for (const policy of policies ?? []) aws.emitFact(TYPE, policy);
    } while (NextToken !== undefined);
  },
};
