// Finds out how late AWS Config records the types of an export, from the recorder of the same region in the same exports.
import { join } from "node:path";
import { CONTINUOUS_LAG_SECONDS, lagOf, ownRecorder } from "../../../aws/answers/config-recorder.ts";
import { parseJsonValue } from "../../../json-value.ts";
import { readFileBytes } from "../../json/file-bytes.ts";
import type { ExportEntry } from "../../manifest/manifest.ts";

type Recorder = NonNullable<ReturnType<typeof ownRecorder>>["recorder"];

/**
 * The longest lag of the types of `entry`. Without a recorder of its region that can be read, recording counts as
 * continuous, as AWS records by default; what is wrong with the recorder's own file is said where that file is read.
 */
export async function recordingLag(
  entry: ExportEntry,
  ofScope: readonly ExportEntry[],
  directory: string,
): Promise<number> {
  const recorders = ofScope
    .filter(
      ({ format, regions }) => format === "aws-config-recorders" && regions.some((of) => entry.regions.includes(of)),
    )
    .toSorted((a, b) => (a.dataTime < b.dataTime ? 1 : -1));
  for (const { file } of recorders) {
    const recorder = file === null ? null : await recorderIn(join(directory, file), file);
    if (recorder != null) return Math.max(...entry.types.map((type) => lagOf(recorder.recordingMode, type)));
  }
  return CONTINUOUS_LAG_SECONDS;
}

async function recorderIn(path: string, name: string): Promise<Recorder> {
  const chunks: Buffer[] = [];
  try {
    await readFileBytes({ path, name }, (chunk) => chunks.push(Buffer.from(chunk)));
    return ownRecorder(parseJsonValue(Buffer.concat(chunks).toString("utf8")))?.recorder ?? null;
  } catch {
    return null;
  }
}
