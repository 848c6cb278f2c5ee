/** What the recorder of a region records, and whether it does. */
import {
  type ConfigServiceClient,
  DescribeConfigurationRecorderStatusCommand,
  DescribeConfigurationRecordersCommand,
  type RecordingGroup,
} from "@aws-sdk/client-config-service";
import type { Problem } from "../../../evidence-schema/record.ts";

export type Recording = {
  /** What keeps any answer from being how things are now; null where nothing does. */
  readonly problem: Problem | null;
  /** Whether anything was ever recorded that could be asked for. */
  readonly isThere: boolean;
  readonly records: (type: string) => boolean;
};

/**
 * The recorder that the account runs; one that a service of AWS runs for itself answers no queries of the account.
 * Rejects with CallFailed.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationRecorder.html and _ConfigurationRecorderStatus
 */
export async function readRecording(config: ConfigServiceClient, region: string): Promise<Recording> {
  const { ConfigurationRecorders = [] } = await config.send(new DescribeConfigurationRecordersCommand({}));
  const recorder = ConfigurationRecorders.find(({ servicePrincipal }) => servicePrincipal === undefined);
  if (recorder === undefined) {
    const problem: Problem = { code: "disabled", detail: `AWS Config has no recorder in ${region}` };
    return { problem, isThere: false, records: () => false };
  }
  const { ConfigurationRecordersStatus = [] } = await config.send(new DescribeConfigurationRecorderStatusCommand({}));
  const status = ConfigurationRecordersStatus.find(({ name }) => name === recorder.name);
  return {
    problem: problemOf(status?.recording === true, status?.lastStatus ?? null, region),
    isThere: true,
    records: (type) => records(recorder.recordingGroup ?? {}, type),
  };
}

// A recorder that is stopped, or can't go on, still tells what it knew.
function problemOf(isRecording: boolean, lastStatus: string | null, region: string): Problem | null {
  const code = "not-recorded";
  if (!isRecording) return { code, detail: `the recorder of AWS Config in ${region} is stopped` };
  if (/^failure$/i.test(lastStatus ?? "")) return { code, detail: `the recorder of AWS Config in ${region} fails` };
  return null;
}

/** The types that `includeGlobalResourceTypes` is about. */
const GLOBAL_IAM = new Set(["AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::Policy"]);

/** https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingGroup.html */
function records(group: RecordingGroup, type: string): boolean {
  const { allSupported, includeGlobalResourceTypes, resourceTypes = [], exclusionByResourceTypes } = group;
  const names: readonly string[] = resourceTypes;
  const excluded: readonly string[] = exclusionByResourceTypes?.resourceTypes ?? [];
  switch (group.recordingStrategy?.useOnly ?? (allSupported === true ? "ALL_SUPPORTED_RESOURCE_TYPES" : undefined)) {
    case "ALL_SUPPORTED_RESOURCE_TYPES":
      return !GLOBAL_IAM.has(type) || includeGlobalResourceTypes === true;
    case "EXCLUSION_BY_RESOURCE_TYPES":
      return !excluded.includes(type);
    default:
      return names.includes(type);
  }
}
