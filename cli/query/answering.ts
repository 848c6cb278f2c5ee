// Runs commands that answer from evidence: where it is not as it was sealed, they end with one line and an exit code.
import type { Basis } from "../../audit/tables/basis.ts";
import type { Read } from "../../audit/reading/metered-store.ts";
import { ChainError } from "../../ledger/read/ledger.ts";
import { EXIT, explain } from "../exit.ts";
import { plural } from "../../audit/plural.ts";

/** The exit code of `answer`, or that of broken evidence. Other errors are rejected with. */
export async function answering(answer: () => Promise<number>): Promise<number> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof ChainError)) throw error;
    process.stderr.write(`${explain(error)}. Run tidemark verify to see all that is wrong\n`);
    return EXIT.broken;
  }
}

export const NOTHING_SEALED = "Nothing is sealed yet. Make the first run: tidemark collect";

const UNVERIFIED = "Not verified. Run tidemark verify to prove that the records are unaltered.";

/** The last line of an answer from records: on how much it rests, and on what it does not. */
export const readLine = (read: Read): string => `${readNow(read)}. ${UNVERIFIED}`;

/** The last line of an answer from the tables. `read`: what was read for it now, where that is said. */
export function madeLine({ leaf, sealTime }: Basis, read: Read | null = null): string {
  const made = `Made from what is sealed up to entry ${leaf} of the log (${sealTime}).`;
  return `${made} ${read === null ? "" : `${readNow(read)} now. `}${UNVERIFIED}`;
}

const readNow = ({ segments, seals, bytes }: Read): string =>
  `Read ${plural(segments, "segment")} and ${plural(seals, "seal")} (${bytes} bytes)`;
