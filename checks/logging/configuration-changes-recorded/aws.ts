// Judges regions of AWS: the recorder of AWS Config has to run, record every change of every type and deliver it.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, pass } from "../../kernel.ts";
import type { Parameters } from "./parameters.ts";

const Frequency = z.enum(["CONTINUOUS", "DAILY", "unknown"]);

/** https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorder.html, its status and that of its delivery. */
const Recorder = z.object({
  Exists: z.boolean(),
  Recording: z.boolean().optional(),
  LastStatus: z.string().optional(),
  AllTypes: z.boolean().optional(),
  LeftOut: z.array(z.string()).optional(),
  Frequency: Frequency.optional(),
  Overrides: z.array(z.object({ ResourceType: z.string(), Frequency })).optional(),
  DeliveryStatus: z.string().optional(),
});
type Recorder = z.infer<typeof Recorder>;

// The API's own words differ in their case from call to call.
const failed = (status: string | undefined): boolean => status?.toLowerCase() === "failure";
const succeeded = (status: string | undefined): boolean => status?.toLowerCase() === "success";

/**
 * Types of which one region's recorder may record nothing. The global types of IAM are the four that
 * `includeGlobalResourceTypes` is about, and one region of an account is enough for them. ResourceCompliance holds what
 * rules of AWS Config found, and no configuration of a resource.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html
 */
const NO_LOSS: ReadonlySet<string> = new Set([
  "AWS::IAM::User",
  "AWS::IAM::Group",
  "AWS::IAM::Role",
  "AWS::IAM::Policy",
  "AWS::Config::ResourceCompliance",
]);

/** Whether every type is recorded that has to be; undefined where the answer does not say. */
function recordsAll({ AllTypes, LeftOut }: Recorder): boolean | undefined {
  return LeftOut === undefined ? AllTypes : LeftOut.every((type) => NO_LOSS.has(type));
}

/** The recorded types, of those that have to be, whose overrides say `frequency`. */
function overridden({ Overrides = [], LeftOut = [] }: Recorder, frequency: z.infer<typeof Frequency>): string[] {
  return Overrides.filter((each) => each.Frequency === frequency)
    .map(({ ResourceType }) => ResourceType)
    .filter((type) => !NO_LOSS.has(type) && !LeftOut.includes(type))
    .toSorted();
}

export const aws = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::Config::Recorder",
  global: false,
  reads: Recorder,
  evaluate(recorder, { parameters }: { readonly parameters: Parameters }) {
    const { Exists, Recording, LastStatus, LeftOut, Frequency: others = "CONTINUOUS", DeliveryStatus } = recorder;
    if (!Exists) return fail("AWS Config has no configuration recorder in the region", { recorder: false });
    const allTypes = recordsAll(recorder);
    const daily = overridden(recorder, "DAILY");
    const facts = {
      recorder: true,
      recording: Recording ?? null,
      allTypes: allTypes ?? null,
      leftOut: (LeftOut ?? []).toSorted(),
      frequency: others === "unknown" ? null : others,
      daily,
    };
    if (Recording === false) return fail("the configuration recorder is stopped", facts);
    if (failed(LastStatus)) return fail("the configuration recorder reports that its last recording failed", facts);
    if (failed(DeliveryStatus))
      return fail("AWS Config reports that its last delivery of configuration history failed", facts);
    if (allTypes === false)
      return fail("the configuration recorder does not record all supported resource types", facts);
    if (Recording === undefined || allTypes === undefined) {
      const detail = "the answer from AWS does not say whether the configuration recorder runs, or what it records";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    // Daily recording keeps the last state of 24 hours: what a resource was in between is in no configuration item.
    // https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingMode.html
    if (parameters.requireContinuous) {
      if (others === "DAILY")
        return fail("the configuration recorder records once a day, so that not every change is recorded", facts);
      if (daily.length > 0) {
        const types = daily.length === 1 ? "one resource type" : `${daily.length} resource types`;
        return fail(
          `the configuration recorder records ${types} once a day, so that not every change is recorded`,
          facts,
        );
      }
      if (others === "unknown" || overridden(recorder, "unknown").length > 0) {
        const detail = "the answer from AWS does not say how often the configuration recorder records";
        return indeterminate({ code: "not-in-answer", detail }, facts);
      }
    }
    // PENDING, NotApplicable and an answer without a status say of nothing that it was recorded or delivered.
    // https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorderStatus.html
    // https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigExportDeliveryInfo.html
    if (!succeeded(LastStatus)) {
      const detail =
        "the answer from AWS does not show that the last recording of the configuration recorder succeeded";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    if (!succeeded(DeliveryStatus)) {
      const detail = "the answer from AWS does not show that a delivery of configuration history succeeded";
      return indeterminate({ code: "not-in-answer", detail }, facts);
    }
    const often = others === "DAILY" || daily.length > 0 ? "(some daily)" : "continuously";
    return pass(
      `the recorder records all types ${often}, and its last recording and delivery succeeded; IAM types are not judged`,
      facts,
    );
  },
});
