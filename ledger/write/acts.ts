// Records acts of people and machines on the ledger's own chain, and erases names with the act that says so.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { ACTS_SCOPE } from "../../evidence-schema/keys/object-key.ts";
import type { ACTS } from "../../evidence-schema/record/record-schema.ts";
import { appendSegment, LostRace, type Appended, type Clock } from "./append.ts";
import { ChainError } from "../read/ledger.ts";
import { oneLine } from "../read/one-line.ts";
import type { NamesStore } from "../names/names-store.ts";
import { StoreError } from "../store.ts";
import type { WritableLedger } from "./writable-ledger.ts";

export type Act = {
  readonly type: keyof typeof ACTS;
  readonly body: { readonly principal: string; readonly [member: string]: Json };
};

const MAX_TRIES = 20;

/** Nothing can be appended to the acts before they are restarted. */
class BrokenActs extends StoreError {}

/** Records acts; gives why nothing can be appended to them, or null. Rejects with anything else that goes wrong. */
export async function brokenActs(record: () => Promise<unknown>): Promise<string | null> {
  try {
    await record();
    return null;
  } catch (error) {
    if (error instanceof BrokenActs || error instanceof ChainError) return error.message;
    throw error;
  }
}

/** Appends acts as one segment. `run` names them: a second call with the same one changes nothing. */
export async function appendActs(
  ledger: WritableLedger,
  clock: Clock,
  run: string,
  acts: readonly Act[],
): Promise<Appended | null> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const loaded = await ledger.loadChain(ACTS_SCOPE, await ledger.newestSeal());
    if (loaded.broken !== null)
      throw new BrokenActs(
        `${loaded.broken.objects[0]?.key} is no valid continuation of the acts (${oneLine(loaded.broken.violation.message)}). Run tidemark restart-scope ${ACTS_SCOPE} --reason TEXT`,
      );
    if (loaded.chain.hasRun(run)) return null;
    try {
      return await appendSegment(ledger, loaded, run, clock, (segment) => acts.forEach(segment.emit));
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
    }
  }
  throw new StoreError(
    `another process appended the next act first, ${MAX_TRIES} times in a row. Nothing was appended. Run the command again`,
  );
}

/** Erases people's names: first the act, so that no name goes without a record of it; repeating it is safe. */
export async function eraseNames(
  ledger: WritableLedger,
  clock: Clock,
  names: NamesStore,
  run: string,
  erasure: { readonly references: readonly string[]; readonly reason: string; readonly principal: string },
): Promise<void> {
  const { references, reason, principal } = erasure;
  await appendActs(ledger, clock, run, [
    { type: "erasure", body: { references: [...references], attachments: [], reason, principal } },
  ]);
  for (const reference of references) await names.erase(reference);
}
