// Judges regions of AWS: the recorder of AWS Config has to run, record everything and deliver it.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass } from "../../kernel.ts";

/** https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorder.html, its status and that of its delivery. */
const Recorder = z.object({
  Exists: z.boolean(),
  Recording: z.boolean().optional(),
  LastStatus: z.string().optional(),
  AllTypes: z.boolean().optional(),
  LeftOut: z.array(z.string()).optional(),
  DeliveryStatus: z.string().optional(),
});

// The API's own words differ in their case from call to call.
const failed = (status: string | undefined): boolean => status?.toLowerCase() === "failure";

export const aws = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::Config::Recorder",
  global: false,
  reads: Recorder,
  evaluate({ Exists, Recording, LastStatus, AllTypes, LeftOut, DeliveryStatus }) {
    if (!Exists) return fail("AWS Config has no configuration recorder in the region", { recorder: false });
    if (Recording === undefined || AllTypes === undefined) {
      return indeterminate({
        code: "unexpected-shape",
        detail: "the answer from AWS does not say whether the configuration recorder runs, or what it records",
      });
    }
    const facts = { recorder: true, recording: Recording, allTypes: AllTypes, leftOut: LeftOut ?? [] };
    if (!Recording) return fail("the configuration recorder is stopped", facts);
    if (failed(LastStatus)) return fail("the configuration recorder reports that its last recording failed", facts);
    if (failed(DeliveryStatus))
      return fail("AWS Config reports that its last delivery of configuration history failed", facts);
    if (!AllTypes) return fail("the configuration recorder does not record all supported resource types", facts);
    return pass(
      "the configuration recorder records all supported types and reports no failure; global IAM types are not judged",
      facts,
    );
  },
});
