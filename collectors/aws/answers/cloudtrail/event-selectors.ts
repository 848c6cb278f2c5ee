// Reads which events a trail of CloudTrail logs, as GetEventSelectors tells it.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { awsKeyFromArn, syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import type { People } from "../../../port.ts";
import { withoutNames } from "../../item/names-in-policies.ts";
import { withoutNulls } from "../../../json-shape.ts";

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

export const EVENT_SELECTORS = "Tidemark::CloudTrail::EventSelectors";

/** The key of what is told of the trail `arn` as `account` sees it. Throws RangeError on what is no ARN. */
export const eventSelectorsKey = (account: string, arn: string): string =>
  syntheticKey("aws", account, `event-selectors/${awsKeyFromArn(arn)}`);

/** Undefined where the answer has another shape. */
export function eventSelectorsIn(answer: Json, arn: string, people: People): object | undefined {
  const parsed = Answer.safeParse(withoutNulls(answer));
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
}

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
