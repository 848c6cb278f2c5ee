// Reads the detector of GuardDuty in a region, or that the region has none.
import { GetDetectorCommand, GuardDutyClient, paginateListDetectors } from "@aws-sdk/client-guardduty";
import { jsonOf } from "../../../live/region-read.ts";
import { detectorIdentity, detectorIn, GUARDDUTY_DETECTOR } from "../../answers/guardduty-detector.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_ListDetectors.html: a region has one detector, or none. */
export const guarddutyDetectors: AwsSource = {
  name: "guardduty-detectors",
  types: [GUARDDUTY_DETECTOR],
  calls: [
    { action: "guardduty:ListDetectors", per: "page" },
    { action: "guardduty:GetDetector", per: "few" },
  ],
  async read(aws) {
    const { account, region } = aws;
    const ids: string[] = [];
    const client = aws.listing(GuardDutyClient);
    for await (const { DetectorIds = [] } of paginateListDetectors({ client }, {})) ids.push(...DetectorIds);
    const [DetectorId] = ids;
    const Detector =
      DetectorId === undefined ? null : await aws.detail(GuardDutyClient).send(new GetDetectorCommand({ DetectorId }));
    const body = detectorIn(jsonOf({ DetectorIds: ids, Detector }), region);
    if (body === undefined)
      aws.spoil(GUARDDUTY_DETECTOR, {
        code: "unexpected-shape",
        detail: "the answers from GuardDuty about its detector are not in the documented form",
      });
    else aws.emitFact(GUARDDUTY_DETECTOR, { ...detectorIdentity(account, region), body });
  },
};
