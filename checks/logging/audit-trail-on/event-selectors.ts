// Decides which management events a trail of CloudTrail records, by its event selectors, classic or advanced.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
const Classic = z.object({
  ReadWriteType: z.enum(["All", "ReadOnly", "WriteOnly"]).optional(),
  IncludeManagementEvents: z.boolean().optional(),
  ExcludeManagementEventSources: z.array(z.string()).optional(),
});

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
const FieldSelector = z.object({ Field: z.string(), Equals: z.array(z.string()).optional() });
const Advanced = z.object({ FieldSelectors: z.array(FieldSelector) });

export const EventSelectors = z.object({
  TrailARN: z.string(),
  EventSelectors: z.array(Classic).optional(),
  AdvancedEventSelectors: z.array(Advanced).optional(),
});

const values = z.array(z.string()).optional();

/**
 * The same with every operator, which a question about one source of events needs. The check asks about all sources, and any
 * operator but Equals leaves some out.
 */
export const WholeEventSelectors = EventSelectors.extend({
  AdvancedEventSelectors: z
    .array(
      z.object({
        FieldSelectors: z.array(
          FieldSelector.extend({
            NotEquals: values,
            StartsWith: values,
            NotStartsWith: values,
            EndsWith: values,
            NotEndsWith: values,
          }),
        ),
      }),
    )
    .optional(),
});
export type WholeEventSelectors = z.infer<typeof WholeEventSelectors>;
type WholeFieldSelector = NonNullable<WholeEventSelectors["AdvancedEventSelectors"]>[number]["FieldSelectors"][number];

export type Kind = "read" | "write";

/**
 * Whether a trail records management events of a kind: those of `source` (`kms.amazonaws.com`), or without one those of every
 * source. `hasOwn`: what the trail itself says of selectors of its own. A problem where it can't be said.
 */
export function recordedBy(
  told: WholeEventSelectors | Problem,
  hasOwn: boolean | undefined,
  kind: Kind,
  source: string | null = null,
): boolean | Problem {
  const isUnread = "code" in told;
  if (!isUnread && !isEmpty(told)) return records(told, kind, source);
  // Without selectors of its own a trail records all management events.
  if (hasOwn === false) return true;
  if (isUnread) return told;
  if (hasOwn === undefined) return true;
  return {
    code: "contradictory",
    detail: "HasCustomEventSelectors of a trail is true, but the answer from AWS shows no event selectors",
  };
}

/** An event is recorded if any one selector takes it, so that one for reads and one for writes are as good as one for all. */
const records = (selectors: WholeEventSelectors, kind: Kind, source: string | null): boolean =>
  (selectors.EventSelectors ?? []).some((selector) => takes(selector, kind, source)) ||
  (selectors.AdvancedEventSelectors ?? []).some(({ FieldSelectors }) => takesByField(FieldSelectors, kind, source));

const isEmpty = (selectors: WholeEventSelectors): boolean =>
  [...(selectors.EventSelectors ?? []), ...(selectors.AdvancedEventSelectors ?? [])].length === 0;

/** Members that are missing have their default: all management events, nothing excluded. */
function takes(selector: z.infer<typeof Classic>, kind: Kind, source: string | null): boolean {
  const { ReadWriteType = "All", IncludeManagementEvents = true, ExcludeManagementEventSources = [] } = selector;
  const wanted = { read: ["All", "ReadOnly"], write: ["All", "WriteOnly"] }[kind];
  const isExcluded =
    source === null ? ExcludeManagementEventSources.length > 0 : ExcludeManagementEventSources.includes(source);
  return IncludeManagementEvents && !isExcluded && wanted.includes(ReadWriteType);
}

/**
 * Every field selector narrows. `readOnly` may, to the kind that is asked for, and `eventSource` where one source is asked for
 * and stays in: another leaves events out, such as those of KMS.
 */
function takesByField(selectors: readonly WholeFieldSelector[], kind: Kind, source: string | null): boolean {
  const equals = (values: readonly string[] | undefined, value: string): boolean =>
    values?.length === 1 && values[0] === value;
  const isManagement = selectors.some((one) => one.Field === "eventCategory" && equals(one.Equals, "Management"));
  const others = selectors.filter((one) => one.Field !== "eventCategory");
  const readOnly = kind === "read" ? "true" : "false";
  return (
    isManagement &&
    others.every(
      (one) =>
        (one.Field === "readOnly" && equals(one.Equals, readOnly)) ||
        (one.Field === "eventSource" && source !== null && matches(one, source)),
    )
  );
}

/**
 * Whether a value passes a field selector: none of what excludes it, and one of what includes it, if there is any. A selector
 * without an operator that is known here passes nothing.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
function matches(one: WholeFieldSelector, value: string): boolean {
  const { Equals = [], StartsWith = [], EndsWith = [] } = one;
  const { NotEquals = [], NotStartsWith = [], NotEndsWith = [] } = one;
  const isOneOf = (exact: readonly string[], starts: readonly string[], ends: readonly string[]): boolean =>
    exact.includes(value) || starts.some((start) => value.startsWith(start)) || ends.some((end) => value.endsWith(end));
  const including = [Equals, StartsWith, EndsWith].flat().length;
  const excluding = [NotEquals, NotStartsWith, NotEndsWith].flat().length;
  return (
    including + excluding > 0 &&
    !isOneOf(NotEquals, NotStartsWith, NotEndsWith) &&
    (including === 0 || isOneOf(Equals, StartsWith, EndsWith))
  );
}
