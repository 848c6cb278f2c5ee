/** Which events a trail of CloudTrail logs, as `aws cloudtrail get-event-selectors` tells it. */
import { z } from "zod";
import { awsKeyFromArn, syntheticKey } from "../../../evidence-schema/resource-key.ts";
import { withoutNames } from "../../aws/item/names-in-policies.ts";
import { callEach } from "./call.ts";
import type { People } from "../../port.ts";

const Values = z.array(z.string()).optional();

/**
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html. A trail has selectors of one
 * kind or of the other. Names of selectors and the resources of data events stay here: management events are judged.
 */
const Answer = z
  .object({
    EventSelectors: z
      .array(
        z.object({
          ReadWriteType: z.string().optional(),
          IncludeManagementEvents: z.boolean().optional(),
          ExcludeManagementEventSources: Values,
        }),
      )
      .optional(),
    AdvancedEventSelectors: z
      .array(
        z.object({
          FieldSelectors: z.array(
            z.object({
              Field: z.string(),
              Equals: Values,
              NotEquals: Values,
              StartsWith: Values,
              NotStartsWith: Values,
              EndsWith: Values,
              NotEndsWith: Values,
            }),
          ),
        }),
      )
      .optional(),
  })
  .refine((answer) => answer.EventSelectors !== undefined || answer.AdvancedEventSelectors !== undefined);

export const awsCloudTrailEventSelectors = callEach({
  provider: "aws",
  lane: "aws-cloudtrail-event-selectors",
  scopeId: /^\d{12}$/,
  type: "Tidemark::CloudTrail::EventSelectors",
  global: true,
  key: (arn, { id }) => syntheticKey("aws", id, `event-selectors/${awsKeyFromArn(arn)}`),
  body(answer, arn, { people }) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success) return undefined;
    const { EventSelectors, AdvancedEventSelectors } = parsed.data;
    const advanced = AdvancedEventSelectors?.map(({ FieldSelectors }) => ({
      FieldSelectors: FieldSelectors.map((selector) => selectorOf(selector, people)),
    }));
    return {
      TrailARN: arn,
      ...(EventSelectors === undefined ? {} : { EventSelectors }),
      ...(advanced === undefined ? {} : { AdvancedEventSelectors: advanced }),
    };
  },
  exports(account, types, regions) {
    const source = `aws-${account}-cloudtrail-event-selectors`;
    const command = "aws cloudtrail get-event-selectors --trail-name <each trail>";
    const run = ["aws_cloudtrail_each", account, "get-event-selectors", "--trail-name", ...regions];
    return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
  },
});

type FieldSelector = { readonly Field: string } & {
  readonly [operator: string]: string | readonly string[] | undefined;
};

// A field may be userIdentity.arn, whose values are ARNs of people.
function selectorOf(selector: FieldSelector, people: People): object {
  return Object.fromEntries(
    Object.entries(selector).map(([name, values]) => [
      name,
      Array.isArray(values) ? (values as readonly string[]).map((value) => withoutNames(value, people)) : values,
    ]),
  );
}
