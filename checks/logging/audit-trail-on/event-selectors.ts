// What a trail of CloudTrail records of management events: its event selectors, classic or advanced.
import { z } from "zod";

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
export type EventSelectors = z.infer<typeof EventSelectors>;

export type Kind = "read" | "write";

/** An event is recorded if any one selector takes it, so that one for reads and one for writes are as good as one for all. */
export const records = (selectors: EventSelectors, kind: Kind): boolean =>
  (selectors.EventSelectors ?? []).some((selector) => takes(selector, kind)) ||
  (selectors.AdvancedEventSelectors ?? []).some((selector) => takesByField(selector, kind));

export const isEmpty = (selectors: EventSelectors): boolean =>
  [...(selectors.EventSelectors ?? []), ...(selectors.AdvancedEventSelectors ?? [])].length === 0;

/** Members that are missing have their default: all management events, nothing excluded. */
function takes(selector: z.infer<typeof Classic>, kind: Kind): boolean {
  const { ReadWriteType = "All", IncludeManagementEvents = true, ExcludeManagementEventSources = [] } = selector;
  const wanted = { read: ["All", "ReadOnly"], write: ["All", "WriteOnly"] }[kind];
  return IncludeManagementEvents && ExcludeManagementEventSources.length === 0 && wanted.includes(ReadWriteType);
}

/** Every field selector narrows. Only `readOnly` may, to the kind that is asked for: another leaves events out, such as those of KMS. */
function takesByField({ FieldSelectors }: z.infer<typeof Advanced>, kind: Kind): boolean {
  const equals = (values: readonly string[] | undefined, value: string): boolean =>
    values?.length === 1 && values[0] === value;
  const isManagement = FieldSelectors.some((one) => one.Field === "eventCategory" && equals(one.Equals, "Management"));
  const others = FieldSelectors.filter((one) => one.Field !== "eventCategory");
  const readOnly = kind === "read" ? "true" : "false";
  return isManagement && others.every((one) => one.Field === "readOnly" && equals(one.Equals, readOnly));
}
