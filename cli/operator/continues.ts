// Reads the tree of an earlier ledger that a new one goes on from (FORMAT.md G3): one of its signed checkpoints.
import { CheckpointError, parseCheckpoint } from "../../evidence-schema/log/checkpoint.ts";
import type { Genesis } from "../../evidence-schema/log/log-schema.ts";
import { noteKey } from "../../evidence-schema/keys/object-key.ts";
import { NoteError, parseNote, verifyNote } from "../../evidence-schema/log/signed-note.ts";
import { newestNoted } from "../../ledger/read/log-tail.ts";
import { UsageError } from "../exit.ts";
import { Ledger } from "../../ledger/read/ledger.ts";
import { openToRead } from "../places/open-store.ts";
import { newestFile } from "../places/numbered-file.ts";
import { homeOf } from "../places/home.ts";
import type { Config } from "../../config/schema.ts";
import { refuseReason } from "../reason.ts";
import { readTrust } from "../places/trust-file.ts";
import { verifyDirectory } from "../verify/verify-directory.ts";

export type ContinuesOptions = {
  readonly continues?: string | undefined;
  readonly "continues-trust"?: string | undefined;
  readonly "continues-size"?: string | undefined;
  readonly reason?: string | undefined;
};

/** Options of a command that can make a ledger which continues another. */
export const continuesOptions = {
  continues: { type: "string" },
  "continues-trust": { type: "string" },
  "continues-size": { type: "string" },
  reason: { type: "string" },
} as const;

/**
 * The member `continues` of the new genesis; null where the options name no earlier ledger. It holds the newest checkpoint
 * of a ledger that verifies, or that of `continues-size` entries where the operator decided up to where it is believed.
 */
export async function continuesOf(values: ContinuesOptions, config: Config): Promise<Genesis["continues"]> {
  const { continues: place, reason } = values;
  const others = [values["continues-trust"], values["continues-size"], reason].some((value) => value !== undefined);
  if (place === undefined && others)
    throw new UsageError(
      "--continues-trust, --continues-size and --reason belong to --continues. Add --continues LEDGER, or leave them out",
    );
  if (place === undefined) return null;
  if (reason === undefined || reason.trim() === "")
    throw new UsageError("--continues: expected --reason TEXT (the new ledger records the reason)");
  refuseReason(reason, config);
  const path = values["continues-trust"] ?? (await newestFile(homeOf(place).trust)).path;
  const trust = await readTrust(path);
  const size = sizeOf(values["continues-size"]);
  if (size === null) {
    const { report } = await verifyDirectory({ ledger: place, trust: path }, { open: openToRead });
    if (report.verdict === "BROKEN")
      throw new UsageError(
        `${place} is BROKEN (tidemark verify says why). Continue a ledger that verifies, or give --continues-size with the number of log entries that you still trust`,
      );
  }
  const store = await openToRead(place);
  const newest = size === null ? await newestNoted(store) : size - 1;
  const key = noteKey(Math.max(newest, 0));
  const note = await store.get(key);
  if (note === null)
    throw new UsageError(
      `${place} has no checkpoint ${key} to continue from. Give --continues-size the size of a checkpoint that exists`,
    );
  try {
    const parsed = parseNote(note);
    const logs = trust.logs.map((log) => log.key);
    if (verifyNote(parsed, logs).verified.length === 0)
      throw new UsageError(
        `no log key of ${path} signed ${key} of ${place}. Give --continues-trust the trust file of that ledger`,
      );
    const { origin, root, size: noted } = parseCheckpoint(parsed.text);
    const { genesis } = await Ledger.open(await openToRead(place));
    if (noted !== newest + 1 || origin !== genesis.origin)
      throw new UsageError(
        `${key} of ${place}: found size ${noted} of ${origin}, expected size ${newest + 1} of ${genesis.origin}`,
      );
    return { ledger: trust.ledger, size: noted, root: root.toString("hex"), reason };
  } catch (error) {
    if (error instanceof NoteError || error instanceof CheckpointError)
      throw new UsageError(`${key} of ${place}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** Tells the operator to end the earlier ledger, once the new one is there. */
export const continuedLine = (
  { ledger, size }: NonNullable<Genesis["continues"]>,
  { earlier = "LEDGER", place }: { readonly earlier: string | undefined; readonly place: string },
): string =>
  `The new ledger continues ${ledger} from size ${size}. End the earlier ledger now: tidemark end-ledger --ledger ${earlier} --successor ${place} --reason TEXT`;

function sizeOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9][0-9]{0,11}$/.test(text))
    throw new UsageError(`--continues-size: found ${text}, expected a number of log entries, at least 1`);
  return Number(text);
}
