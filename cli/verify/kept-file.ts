// Reads checkpoints that somebody kept: lines as a trust file has them, or a note as the ledger has it.
import { CheckpointError, parseCheckpoint } from "../../evidence-schema/log/checkpoint.ts";
import { NoteError, parseNote, verifyNote } from "../../evidence-schema/log/signed-note.ts";
import { readKept, type KeptCheckpoint, type Trust } from "../../evidence-schema/log/trust.ts";
import { UsageError } from "../exit.ts";
import { readText } from "../read-text.ts";

const EXPECTED =
  "expected lines `checkpoint <size> <root in base64>`, or a checkpoint that a log key of the trust file signed";

/** The checkpoints of a file. Throws UsageError, in one line, where it has none, or one that no log key of `trust` signed. */
export async function readKeptFile(path: string, trust: Trust): Promise<KeptCheckpoint[]> {
  const text = await readText(path, "checkpoint file");
  const lines = text
    .split("\n")
    .map((line) => line.split(/[ \t]+/).filter((item) => item !== ""))
    .filter(([first]) => first !== undefined && !first.startsWith("#"));
  if (lines.length === 0) throw new UsageError(`${path} is empty, ${EXPECTED}`);
  try {
    return lines.every(([keyword]) => keyword === "checkpoint")
      ? lines.map(([, ...items]) => readKept(items))
      : [signedIn(text, trust)];
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}, ${EXPECTED}`, { cause: error });
  }
}

function signedIn(text: string, trust: Trust): KeptCheckpoint {
  const logs = trust.logs.map(({ key }) => key);
  try {
    const note = parseNote(Buffer.from(text));
    const { origin, size, root } = parseCheckpoint(note.text);
    if (verifyNote(note, logs).verified.length === 0)
      throw new Error(`no log key of the trust file signed the checkpoint of ${JSON.stringify(origin)}`);
    return { size, root, origin };
  } catch (error) {
    if (error instanceof NoteError || error instanceof CheckpointError)
      throw new Error("found other text", { cause: error });
    throw error;
  }
}
