// Reads the detector of GuardDuty in a region from two answers: one item, also where the region has no detector.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";

export const GUARDDUTY_DETECTOR = "Tidemark::GuardDuty::Detector";

const Text = z.string().nullish();

/**
 * Both answers beside each other; `Detector` is null where no detector is listed. AWS Config's own type has the older DataSources
 * alone, and no item for a region without a detector.
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetDetector.html
 */
const Answer = z.object({
  DetectorIds: z.array(z.string()),
  Detector: z
    .object({ Status: Text, Features: z.array(z.object({ Name: z.string(), Status: Text })).nullish() })
    .nullish(),
});

/** The key and the name of a region's detector in records and pages, whichever detector it is. */
export const detectorIdentity = (account: string, region: string): { readonly key: string; readonly name: string } => ({
  key: syntheticKey("aws", account, `guardduty-detector/${region}`),
  name: `GuardDuty in ${region}`,
});

/** The facts about the region's detector; undefined where the answer has another shape. A region has one detector at most. */
export function detectorIn(answer: Json, region: string): object | undefined {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return undefined;
  const { DetectorIds, Detector } = parsed.data;
  if (DetectorIds.length === 0) return { Region: region, Exists: false };
  if (DetectorIds.length > 1 || Detector == null) return undefined;
  const { Status, Features } = Detector;
  return {
    Region: region,
    Exists: true,
    ...(Status == null ? {} : { Status }),
    ...(Features == null
      ? {}
      : {
          Features: Features.map((feature) => ({
            Name: feature.Name,
            ...(feature.Status == null ? {} : { Status: feature.Status }),
          })).toSorted((a, b) => (a.Name < b.Name ? -1 : 1)),
        }),
  };
}
