// Puts the next leaf of the log, and signs it: the one way by which leaves come to be.
import { canonicalLine, type Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Leaf } from "../../evidence-schema/log/log-schema.ts";
import { appendLeaf, leafHash } from "../../evidence-schema/log/merkle.ts";
import { sealKey } from "../../evidence-schema/keys/object-key.ts";
import type { AdoptedLog } from "./adopt.ts";
import { signLeaf } from "./sign-leaf.ts";
import type { Signer } from "../signers/signer.ts";
import { StoreError } from "../store.ts";
import type { WritableLedger } from "../write/writable-ledger.ts";
import type { Ledger } from "../read/ledger.ts";

/** How often a writer tries to be the one that puts the next leaf. */
export const MAX_TRIES = 20;

/** The members of every leaf that describe the log before it. */
export const leafAfter = ({ index, frontier, voided }: AdoptedLog, ledger: Ledger) => ({
  v: 1 as const,
  ledger: ledger.id,
  index,
  frontier: frontier.map((root) => root.toString("hex")),
  void: voided.map((each) => ({ ...each })),
});

/** Gives the root of the tree that ends with the leaf; null where another process put a leaf of this index first. */
export async function putLeaf(
  ledger: WritableLedger,
  signer: Signer,
  log: AdoptedLog,
  leaf: Leaf,
): Promise<string | null> {
  const { index, frontier, keys } = log;
  const bytes = canonicalLine(leaf as unknown as Json);
  if ((await ledger.store.put(sealKey(index), bytes)) === "exists") {
    // Ours after a lost answer, or another writer's: adopting it first is right in both cases.
    const there = await ledger.store.get(sealKey(index));
    if (there === null)
      throw new StoreError(
        `${sealKey(index)} exists but is not a plain object (a link or a folder, for example), so no seal can be written there. Run tidemark verify, and see stray objects in docs/runbook.md`,
      );
    if (!there.equals(bytes)) return null;
  }
  return signLeaf(ledger, signer, { index, frontier: appendLeaf(frontier, index, leafHash(bytes)), keys });
}

/** Index of the newest leaf that is signed: those after it are void. */
export const newestNotedOf = ({ index, voided }: Pick<AdoptedLog, "index" | "voided">): number =>
  index - 1 - voided.length;

/** Throws StoreError where the ledger has ended: nothing follows its end (FORMAT.md L12). */
export function refuseEnded(log: Pick<AdoptedLog, "ended" | "index" | "voided">): void {
  if (log.ended)
    throw new StoreError(
      `the ledger ended with ${sealKey(newestNotedOf(log))}. Nothing can be added to an ended ledger. Continue in a new one (tidemark start --continues LEDGER --reason TEXT)`,
    );
}

export const lostEveryRace = (): StoreError =>
  new StoreError(
    `another process wrote the next seal first, ${MAX_TRIES} times in a row. No data is lost. Run the command again`,
  );
