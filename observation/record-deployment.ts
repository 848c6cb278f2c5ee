// Records that what runs, or what it runs under, is another than at the last seal: code, tests and the company's documents.
import type { DocumentDigests } from "../evidence-schema/record.ts";
import { canonicalize } from "../evidence-schema/canonical.ts";
import { sha256Hex } from "../evidence-schema/digest.ts";
import { appendActs } from "../ledger/acts.ts";
import type { Clock } from "../ledger/append.ts";
import type { Ledger, NewestSeal } from "../ledger/ledger.ts";

/** Not these: what was asked follows from the rest, and waivers have acts of their own. */
const TOLD_ELSEWHERE = ["queries", "waivers"];

/**
 * Appends an act that names the documents before and after, where they differ from those of the newest seal; gives whether
 * they do. A second call under the same seal changes nothing. `principal`: the identity that runs this.
 */
export async function recordDeployment(
  ledger: Ledger,
  clock: Clock,
  newest: NewestSeal | null,
  documents: DocumentDigests,
  principal: string,
): Promise<boolean> {
  const after = deployed(documents);
  const before = newest === null ? {} : deployed(newest.seal.documents);
  if (canonicalize(before) === canonicalize(after)) return false;
  // The seal's place is in it: going back to what was deployed before is a deployment too.
  const run = `deployment-${sha256Hex(canonicalize({ before, after, seal: newest?.index ?? -1 }))}`;
  await appendActs(ledger, clock, run, [{ type: "deployment", body: { documents: { before, after }, principal } }]);
  return true;
}

function deployed(documents: { readonly [kind: string]: string | null }): { [kind: string]: string | null } {
  const kinds = Object.keys(documents).filter((kind) => !TOLD_ELSEWHERE.includes(kind));
  return Object.fromEntries(kinds.map((kind) => [kind, documents[kind] ?? null]));
}
