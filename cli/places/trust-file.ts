// Reads and writes the trust file beside a ledger: which ledger, and whose signatures. The auditor is handed this file.
import { readFile } from "node:fs/promises";
import { formatTrust, parseTrust, type Trust } from "../../evidence-schema/log/trust.ts";
import { parseVerifierKey } from "../../evidence-schema/log/verifier-key.ts";
import { makeFile, type FileMaking, type Modes } from "../../ledger/stores/make-file.ts";
import { UsageError } from "../exit.ts";
import { findText } from "../read-text.ts";

/** Text of the trust file of a ledger that one key signs. */
export const trustOf = (ledger: string, verifierKey: string): string =>
  formatTrust({
    ledger,
    logs: [{ key: parseVerifierKey(verifierKey), url: null }],
    witnesses: [],
    groups: [],
    quorum: "none",
    stampers: [],
  });

/** Reads a trust file; one line on what is wrong with it. */
export async function readTrust(path: string): Promise<Trust> {
  const trust = await findTrust(path);
  if (trust === null)
    throw new UsageError(`the trust file ${path} does not exist. Check the path, or name the file with --trust`);
  return trust;
}

/** The trust file of that path, or null where there is no such file. */
export async function findTrust(path: string): Promise<Trust | null> {
  const text = await findText(path, "trust file");
  if (text === null) return null;
  try {
    return parseTrust(text);
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`, { cause: error });
  }
}

// Everybody may read it: it is no secret.
const MODES: Modes = { file: 0o644, folder: 0o755 };

/** Never replaces a file: what an auditor was handed must not change under the same name. The same text is there already. */
export async function keepTrust(path: string, trust: string, fs?: FileMaking): Promise<void> {
  let made: "created" | "exists";
  try {
    made = await makeFile(path, trust, MODES, fs);
  } catch (error) {
    throw new UsageError(`cannot write the trust file ${path} (${(error as NodeJS.ErrnoException).code})`, {
      cause: error,
    });
  }
  if (made === "created") return;
  if ((await readFile(path, "utf8")) !== trust)
    throw new UsageError(
      `${path} is the trust file of another ledger and is never overwritten. Move that file away, and run again`,
    );
}
