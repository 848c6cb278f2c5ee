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
    }),
  ),
  ConfigurationRecordersStatus: z.array(z.object({ name: Text, recording: z.boolean().nullish(), lastStatus: Text })),
  DeliveryChannelsStatus: z
    .array(z.object({ configHistoryDeliveryInfo: z.object({ lastStatus: Text }).nullish() }))
    .nullish(),
});
type Answer = z.infer<typeof Answer>;
export type RecordingGroup = NonNullable<Answer["ConfigurationRecorders"][number]["recordingGroup"]>;

/** The account's own recorder; one that a service of AWS runs for itself answers no queries of the account. */
export function ownRecorder(answer: Json) {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return undefined;
  const { ConfigurationRecorders, ConfigurationRecordersStatus, DeliveryChannelsStatus } = parsed.data;
  const recorder = ConfigurationRecorders.find(({ servicePrincipal }) => servicePrincipal == null) ?? null;
  const status = ConfigurationRecordersStatus.find(({ name }) => name === recorder?.name) ?? null;
  const delivery = DeliveryChannelsStatus?.[0]?.configHistoryDeliveryInfo?.lastStatus ?? null;
  return { recorder, status, delivery };
}

/** `all`: every type that is supported, but for global ones where that is said; `but` and `only` name types. */
export type Recorded =
  | { readonly is: "all" }
  | { readonly is: "but"; readonly types: readonly string[] }
  | { readonly is: "only"; readonly types: readonly string[] };

/** The types that a recording group records. */
export function recordedBy(group: RecordingGroup): Recorded {
  const useOnly =
    group.recordingStrategy?.useOnly ?? (group.allSupported === true ? "ALL_SUPPORTED_RESOURCE_TYPES" : null);
  if (useOnly === "ALL_SUPPORTED_RESOURCE_TYPES") return { is: "all" };
  if (useOnly === "EXCLUSION_BY_RESOURCE_TYPES") {
    return { is: "but", types: group.exclusionByResourceTypes?.resourceTypes ?? [] };
  }
  return { is: "only", types: group.resourceTypes ?? [] };
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
  const recorded = recordedBy(recorder.recordingGroup ?? {});
  const leftOut = recorded.is === "but" ? recorded.types.toSorted() : null;
  return {
    Region: region,
    Exists: true,
    ...(status?.recording == null ? {} : { Recording: status.recording }),
    ...(status?.lastStatus == null ? {} : { LastStatus: status.lastStatus }),
    AllTypes: recorded.is === "all" || leftOut?.length === 0,
    ...(leftOut === null ? {} : { LeftOut: leftOut }),
    ...(delivery === null ? {} : { DeliveryStatus: delivery }),
  };
}
