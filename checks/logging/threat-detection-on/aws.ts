// Judges regions of AWS: the detector of GuardDuty has to be there and to run, with the features that the company asks for.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass } from "../../kernel.ts";
import { asStated, type WithParameters } from "./parameters.ts";

export const aws = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::GuardDuty::Detector",
  global: false,
  // https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetDetector.html
  reads: z.object({
    Exists: z.boolean(),
    Status: z.string().optional(),
    Features: z.array(z.object({ Name: z.string(), Status: z.string().optional() })).optional(),
  }),
  evaluate({ Exists, Status, Features }, { parameters }: WithParameters) {
    const stated = asStated(parameters, "aws");
    if (stated !== null) return stated;
    if (!Exists) return fail("GuardDuty has no detector in the region", { detector: false });
    const asked = parameters.awsFeatures.toSorted();
    const stateOf = (name: string): string | undefined => Features?.find((feature) => feature.Name === name)?.Status;
    const off = asked.filter((name) => stateOf(name) === "DISABLED");
    const facts = { detector: true, status: Status ?? null, off };
    if (Status === "DISABLED") return fail("the detector of GuardDuty is suspended (Status is DISABLED)", facts);
    if (Status !== "ENABLED")
      return indeterminate(
        { code: "not-in-answer", detail: "the answer from AWS does not say whether the detector of GuardDuty runs" },
        facts,
      );
    if (off.length > 0) return fail("the detector of GuardDuty runs without features that are asked for", facts);
    // Not every region has every feature, and GetDetector leaves out what a region lacks.
    if (asked.some((name) => stateOf(name) !== "ENABLED"))
      return indeterminate(
        {
          code: "not-in-answer",
          detail: "the answer from AWS does not tell of each feature of GuardDuty that is asked for",
        },
        facts,
      );
    return asked.length === 0
      ? pass("the detector of GuardDuty runs", facts)
      : pass("the detector of GuardDuty runs, with the features that are asked for", facts);
  },
});
