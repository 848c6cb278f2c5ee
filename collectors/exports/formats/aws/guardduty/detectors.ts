// Reads the detector of GuardDuty, as two calls of `aws guardduty` tell it: one file a region.
import { detectorIdentity, detectorIn, GUARDDUTY_DETECTOR } from "../../../../aws/answers/guardduty-detector.ts";
import { oneCall } from "../../call.ts";

/** Both answers in one: `{"DetectorIds","Detector"}`. */
export const awsGuarddutyDetectors = oneCall({
  provider: "aws",
  lane: "aws-guardduty-detectors",
  scopeId: /^\d{12}$/,
  type: GUARDDUTY_DETECTOR,
  global: false,
  items(answer, { id, region }) {
    const body = detectorIn(answer, region ?? "");
    return body === undefined ? undefined : [{ ...detectorIdentity(id, region ?? ""), body }];
  },
  exports: (account, types, regions) =>
    regions.map((region) => {
      const source = `aws-${account}-${region}-guardduty-detectors`;
      const command = `aws guardduty list-detectors and get-detector --region ${region}`;
      const run = ["aws_guardduty_detectors", account, region];
      return { source, types, regions: [region], file: `${source}.json`, command, run };
    }),
});
