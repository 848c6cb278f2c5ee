// How late an export of AWS Config tells: by the recorder that was exported beside it, and by its own items.
import { expect, test } from "vitest";
import { S3, SCOPE, SG, bucket, config, snapshot, type Members } from "./config-items.ts";
import { entry, makeDirectory, manifest, readUnits } from "../../fixture.ts";

const TYPES = ["AWS::S3::Bucket", "AWS::EC2::SecurityGroup"];

const recorders = (recordingMode: unknown): string =>
  JSON.stringify({
    ConfigurationRecorders: [{ name: "default", recordingGroup: { allSupported: true }, recordingMode }],
    ConfigurationRecordersStatus: [{ name: "default", recording: true, lastStatus: "SUCCESS" }],
    DeliveryChannelsStatus: [],
  });

/** The lag of the export of AWS Config, with a file of its recorder beside it where there is one. */
async function lag(recorder: string | null, items: readonly Members[] = [bucket()], types = TYPES): Promise<unknown> {
  const beside = entry({
    source: "recorder",
    format: "aws-config-recorders",
    scope: SCOPE,
    regions: ["eu-central-1"],
    types: ["Tidemark::Config::Recorder"],
    file: "recorder.json",
  });
  const directory = await makeDirectory({
    "export.json": manifest(config({ types }), ...(recorder === null ? [] : [beside])),
    "config.json": snapshot(items),
    ...(recorder === null ? {} : { "recorder.json": recorder }),
  });
  const { sources } = await readUnits(directory, SCOPE, [S3, SG]);
  return sources.find(({ source }) => source === "one")?.lagSeconds;
}

test.each([
  ["no recorder", null, 900],
  ["a recorder without a mode", recorders(undefined), 900],
  ["one that records continuously", recorders({ recordingFrequency: "CONTINUOUS" }), 900],
  ["one that records once a day", recorders({ recordingFrequency: "DAILY" }), 86_400],
  [
    "one that records a type of the export once a day",
    recorders({
      recordingFrequency: "CONTINUOUS",
      recordingModeOverrides: [{ recordingFrequency: "DAILY", resourceTypes: ["AWS::S3::Bucket"] }],
    }),
    86_400,
  ],
  [
    "one that records another type once a day",
    recorders({
      recordingFrequency: "CONTINUOUS",
      recordingModeOverrides: [{ recordingFrequency: "DAILY", resourceTypes: ["AWS::EC2::Instance"] }],
    }),
    900,
  ],
])("%s", async (_what, recorder, expected) => {
  expect(await lag(recorder)).toBe(expected);
});

test("an item that was recorded daily says so of its file", async () => {
  expect(await lag(null, [bucket({ recordingFrequency: "DAILY" })])).toBe(86_400);
  expect(await lag(null, [bucket({ recordingFrequency: "CONTINUOUS" })])).toBe(900);
});
