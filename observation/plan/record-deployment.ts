// Records that what runs, or what it runs under, is another than at the last seal:
// code, tests and the company's documents.
import type { DocumentDigests } from "../../evidence-schema/record/record.ts";
import { canonicalize } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { appendActs } from "../../ledger/write/acts.ts";
import type { Clock } from "../../ledger/write/append.ts";
import type { NewestSeal } from "../../ledger/read/ledger.ts";
import type { WritableLedger } from "../../ledger/write/writable-ledger.ts";

/** Not these: what was asked follows from the rest, and waivers have acts of their own. */
const TOLD_ELSEWHERE = ["queries", "waivers"];

/** The software that runs now, and what it runs under. */
export type Deployed = {
  readonly documents: DocumentDigests;
  /** The digest of each function's code, by the function's name; null where a command runs and no function. */
  readonly functions: { readonly [name: string]: string } | null;
  /** The digest of the code that seals. */
  readonly sealer: string;
  /** The identity that runs this. */
  readonly principal: string;
};

/**
 * Appends an act that names the documents before and after, and the code of the functions, where either differs from the
 * newest seal; gives whether it does. A seal says which code made it, and the sealing function's code holds the digests of the
 * others' (infra/bundles.ts). A second call under the same seal changes nothing.
 */
export async function recordDeployment(
  ledger: WritableLedger,
  clock: Clock,
  newest: NewestSeal | null,
  { documents, functions, sealer, principal }: Deployed,
): Promise<boolean> {
  const after = deployed(documents);
  const before = newest === null ? {} : deployed(newest.seal.documents);
  if (newest?.seal.by.code === sealer && canonicalize(before) === canonicalize(after)) return false;
  const code = functions === null ? {} : { functions };
  // The seal's place is in it: going back to what was deployed before is a deployment too.
  const run = `deployment-${sha256Hex(canonicalize({ before, after, ...code, seal: newest?.index ?? -1 }))}`;
  const body = { documents: { before, after }, ...code, principal };
  await appendActs(ledger, clock, run, [{ type: "deployment", body }]);
  return true;
}

function deployed(documents: { readonly [kind: string]: string | null }): { [kind: string]: string | null } {
  const kinds = Object.keys(documents).filter((kind) => !TOLD_ELSEWHERE.includes(kind));
  return Object.fromEntries(kinds.map((kind) => [kind, documents[kind] ?? null]));
}
