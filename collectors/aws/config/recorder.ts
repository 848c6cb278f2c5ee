// Reads which types the recorder of a region records, and whether it does record.
import {
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  type ConfigServiceClient,
} from "@aws-sdk/client-config-service";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { lagOf, ownRecorder, recordedBy, type Recorded, type RecordingGroup } from "../answers/config-recorder.ts";
import { jsonOf } from "../../live/region-read.ts";

export type Recording = {
  /** The problem that keeps every answer from showing the present state; null where there is no such problem. */
  readonly problem: Problem | null;
  /** Whether anything was ever recorded that could be asked for. */
  readonly isThere: boolean;
  readonly records: (type: string) => boolean;
  /** How long after a change of a type it is recorded, at the latest, in seconds. */
  readonly lagOf: (type: string) => number;
};

/** The recorder that the account runs. Rejects with CallFailed. */
export async function readRecording(config: ConfigServiceClient, region: string): Promise<Recording> {
  const { ConfigurationRecorders = [] } = await config.send(new DescribeConfigurationRecordersCommand({}));
  const { ConfigurationRecordersStatus = [] } =
    ConfigurationRecorders.length === 0 ? {} : await config.send(new DescribeConfigurationRecorderStatusCommand({}));
  const own = ownRecorder(jsonOf({ ConfigurationRecorders, ConfigurationRecordersStatus }));
  if (own?.recorder == null) {
    const problem: Problem = { code: "disabled", detail: `AWS Config has no configuration recorder in ${region}` };
    return { problem, isThere: false, records: () => false, lagOf: (type) => lagOf(null, type) };
  }
  const { recordingGroup, recordingMode } = own.recorder;
  const recorded = recordedBy(recordingGroup);
  const unsaid: Problem = {
    code: "not-in-answer",
    detail: `the answer from AWS does not say which types the AWS Config recorder in ${region} records`,
  };
  return {
    problem:
      problemOf(own.status?.recording === true, own.status?.lastStatus ?? null, region) ??
      (recorded === null ? unsaid : null),
    isThere: true,
    records: (type) => recorded === null || records(recorded, recordingGroup ?? {}, type),
    lagOf: (type) => lagOf(recordingMode, type),
  };
}

// A recorder that is stopped, or can't go on, still tells what it knew.
function problemOf(isRecording: boolean, lastStatus: string | null, region: string): Problem | null {
  const code = "not-recorded";
  if (!isRecording) return { code, detail: `the AWS Config recorder in ${region} is stopped` };
  if (/^failure$/i.test(lastStatus ?? ""))
    return { code, detail: `the AWS Config recorder in ${region} reports that its last recording failed` };
  return null;
}

/** The types that `includeGlobalResourceTypes` is about. */
const GLOBAL_IAM = new Set(["AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::Policy"]);

function records(recorded: Recorded, group: RecordingGroup, type: string): boolean {
  if (recorded.is === "all") return !GLOBAL_IAM.has(type) || group.includeGlobalResourceTypes === true;
  return recorded.types.includes(type) === (recorded.is === "only");
}
