// Regions of AWS: the recorder of AWS Config has to run, record everything and deliver it.
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
    if (!Exists) return fail("AWS Config has no recorder in the region", { recorder: false });
    if (Recording === undefined || AllTypes === undefined) {
      return indeterminate({ code: "unexpected-shape", detail: "the answer does not say whether or what is recorded" });
    }
    const facts = { recorder: true, recording: Recording, allTypes: AllTypes, leftOut: LeftOut ?? [] };
    if (!Recording) return fail("the recorder is stopped", facts);
    if (failed(LastStatus)) return fail("the recorder could not record", facts);
    if (failed(DeliveryStatus)) return fail("what is recorded could not be delivered", facts);
    if (!AllTypes) return fail("the recorder leaves out types of resources", facts);
    return pass("the recorder records all resource types and reports no failed delivery", facts);
  },
});
