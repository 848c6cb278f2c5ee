// Reads the recorder of AWS Config in a region from three answers: its settings, whether it runs, whether it delivers.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";

export const RECORDER = "Tidemark::Config::Recorder";

const Text = z.string().nullish();
const Types = z.array(z.string()).nullish();

/**
 * The members of the three answers beside each other. Command line and SDK spell members alike but for their first letter,
 * which the SDK's calls of AWS Config have small.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
 */
const Answer = z.object({
  ConfigurationRecorders: z.array(
    z.object({
      name: Text,
      servicePrincipal: Text,
      recordingGroup: z
        .object({
          allSupported: z.boolean().nullish(),
          includeGlobalResourceTypes: z.boolean().nullish(),
          resourceTypes: Types,
          exclusionByResourceTypes: z.object({ resourceTypes: Types }).nullish(),
          recordingStrategy: z.object({ useOnly: Text }).nullish(),
        })
        .nullish(),
      recordingMode: z
        .object({
          recordingFrequency: Text,
          recordingModeOverrides: z.array(z.object({ recordingFrequency: Text, resourceTypes: Types })).nullish(),
        })
        .nullish(),
    }),
  ),
  ConfigurationRecordersStatus: z
    .array(z.object({ name: Text, recording: z.boolean().nullish(), lastStatus: Text }))
    .nullish(),
  DeliveryChannelsStatus: z
    .array(z.object({ configHistoryDeliveryInfo: z.object({ lastStatus: Text }).nullish() }))
    .nullish(),
});
type Answer = z.infer<typeof Answer>;
type Recorder = Answer["ConfigurationRecorders"][number];
export type RecordingGroup = NonNullable<Recorder["recordingGroup"]>;
export type RecordingMode = NonNullable<Recorder["recordingMode"]>;

/** The account's own recorder; one that a service of AWS runs for itself answers no queries of the account. */
export function ownRecorder(answer: Json) {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return undefined;
  const { ConfigurationRecorders, ConfigurationRecordersStatus, DeliveryChannelsStatus } = parsed.data;
  const recorder = ConfigurationRecorders.find(({ servicePrincipal }) => servicePrincipal == null) ?? null;
  const status = (ConfigurationRecordersStatus ?? []).find(({ name }) => name === recorder?.name) ?? null;
  const delivery = DeliveryChannelsStatus?.[0]?.configHistoryDeliveryInfo?.lastStatus ?? null;
  return { recorder, status, delivery };
}

/** `all`: every type that is supported, but for global ones where that is said; `but` and `only` name types. */
export type Recorded =
  | { readonly is: "all" }
  | { readonly is: "but"; readonly types: readonly string[] }
  | { readonly is: "only"; readonly types: readonly string[] };

/**
 * The types that a recording group records; null where the answer does not say. Where there is no strategy `allSupported`
 * decides, and a list of types stands for itself: of those that are left out, or of those that are recorded.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
 */
export function recordedBy(group: RecordingGroup | null | undefined): Recorded | null {
  const { allSupported, resourceTypes, exclusionByResourceTypes, recordingStrategy } = group ?? {};
  const excluded = exclusionByResourceTypes?.resourceTypes ?? [];
  const included = resourceTypes ?? [];
  switch (recordingStrategy?.useOnly || null) {
    case "ALL_SUPPORTED_RESOURCE_TYPES":
      return { is: "all" };
    case "EXCLUSION_BY_RESOURCE_TYPES": {
      const types = exclusionByResourceTypes?.resourceTypes ?? null;
      return types === null ? null : { is: "but", types };
    }
    case "INCLUSION_BY_RESOURCE_TYPES":
      return { is: "only", types: included };
    case null:
      // Lists that contradict each other, or allSupported, say nothing.
      if (excluded.length > 0)
        return allSupported === true || included.length > 0 ? null : { is: "but", types: excluded };
      if (allSupported === true) return { is: "all" };
      return allSupported == null && resourceTypes == null ? null : { is: "only", types: included };
    default:
      return null;
  }
}

/** How often a type is recorded. Without a mode the recorder records continuously, as all did before there was one. */
type Frequency = "CONTINUOUS" | "DAILY" | "unknown";

function frequencyOf(said: string | null | undefined): Frequency {
  const frequency = said?.toUpperCase();
  return frequency === "CONTINUOUS" || frequency === "DAILY" ? frequency : "unknown";
}

/**
 * The frequency of every type that no override names, and those that overrides name, by type.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingMode.html
 */
function frequenciesBy(mode: RecordingMode | null | undefined): {
  readonly others: Frequency;
  readonly named: ReadonlyMap<string, Frequency>;
} {
  if (mode == null) return { others: "CONTINUOUS", named: new Map() };
  const named = new Map<string, Frequency>();
  for (const { recordingFrequency, resourceTypes } of mode.recordingModeOverrides ?? []) {
    for (const type of resourceTypes ?? []) named.set(type, frequencyOf(recordingFrequency));
  }
  return { others: frequencyOf(mode.recordingFrequency), named };
}

/** A change is captured some time after it happened. AWS publishes no figure; a quarter of an hour is our allowance. */
export const CONTINUOUS_LAG_SECONDS = 900;

/** A type that is recorded daily is captured once in 24 hours. */
export const DAILY_LAG_SECONDS = 86_400;

/** How long after a change of `type` it is recorded, at the latest. A frequency that is not known counts as daily. */
export function lagOf(mode: RecordingMode | null | undefined, type: string): number {
  const { others, named } = frequenciesBy(mode);
  return (named.get(type) ?? others) === "CONTINUOUS" ? CONTINUOUS_LAG_SECONDS : DAILY_LAG_SECONDS;
}

/** The key and the name of a region's recorder in records and pages, whichever recorder it is. */
export const recorderIdentity = (account: string, region: string): { readonly key: string; readonly name: string } => ({
  key: syntheticKey("aws", account, `config-recorder/${region}`),
  name: `AWS Config recorder in ${region}`,
});

/** The facts about the region's recorder; undefined where the answer has another shape. */
export function recorderIn(answer: Json, region: string): object | undefined {
  const own = ownRecorder(answer);
  if (own === undefined) return undefined;
  const { recorder, status, delivery } = own;
  if (recorder === null) return { Region: region, Exists: false };
  const recorded = recordedBy(recorder.recordingGroup);
  const leftOut = recorded?.is === "but" ? recorded.types.toSorted() : null;
  const { others, named } = frequenciesBy(recorder.recordingMode);
  const overridden = [...named].map(([ResourceType, frequency]) => ({ ResourceType, Frequency: frequency }));
  return {
    Region: region,
    Exists: true,
    ...(status?.recording == null ? {} : { Recording: status.recording }),
    ...(status?.lastStatus == null ? {} : { LastStatus: status.lastStatus }),
    ...(recorded === null ? {} : { AllTypes: recorded.is === "all" || leftOut?.length === 0 }),
    ...(leftOut === null ? {} : { LeftOut: leftOut }),
    Frequency: others,
    ...(overridden.length === 0
      ? {}
      : { Overrides: overridden.toSorted((a, b) => (a.ResourceType < b.ResourceType ? -1 : 1)) }),
    ...(delivery === null ? {} : { DeliveryStatus: delivery }),
  };
}
