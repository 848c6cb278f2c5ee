// Carries out an operator's request with keys that the operator can't use:
// adds or retires a log key, or ends the log.
import type { By } from "../../evidence-schema/record/record.ts";
import type { Clock } from "../write/append.ts";
import { logSigners, newestSigner } from "../signers/log-signers.ts";
import { readLeaf } from "../read/log-tail.ts";
import type { Signer } from "../signers/signer.ts";
import { StoreError } from "../store.ts";
import type { OperatorRequest, ChangedKey, EndedLedger } from "./operator-request.ts";
import { changeKeys } from "./change-keys.ts";
import { endLedger } from "./end-ledger.ts";
import { keyToRetire } from "./key-to-retire.ts";
import { sealByHand } from "./seal-by-hand.ts";
import type { WritableLedger } from "../write/writable-ledger.ts";

/** The program that carries it out. */
export type Carrier = {
  readonly ledger: WritableLedger;
  /** All keys that it holds, oldest first. */
  readonly keys: readonly Signer[];
  readonly clock: Clock;
  /** Itself: leaves say who wrote them. Who asked for them stands in their reason. */
  readonly by: By;
  /** Names the seals that this makes; another one each time. */
  readonly run: string;
};

/**
 * Repeating it is safe: what is done already is found, and what a call that was cut short left undone is done. A requested
 * change that the keys do not allow is rejected with StoreError, in words for whoever asked; nothing is written then.
 */
export function carryOut(carrier: Carrier, request: OperatorRequest): Promise<ChangedKey | EndedLedger> {
  switch (request.act) {
    case "add-key":
      return addKey(carrier, request);
    case "retire-key":
      return retireKey(carrier, request);
    case "end-ledger":
      return end(carrier, request);
  }
}

const reasonOf = ({ reason, principal }: OperatorRequest): string => `${reason} (asked for by ${principal})`;

async function addKey(carrier: Carrier, request: OperatorRequest): Promise<ChangedKey> {
  const { ledger, keys, clock, by } = carrier;
  const { known, inForce } = await logSigners(ledger, keys);
  const signer = newestOf(inForce);
  // Two are in force where it was added before: then that one is meant, and never a third.
  const add = inForce.length > 1 ? signer : keys[keys.findIndex((key) => isSame(key, known.at(-1))) + 1];
  if (add === undefined)
    throw new StoreError(
      `the log already has all ${keys.length} keys of the deployment. Set deployment.signingKeys to ${keys.length + 1} in the config and deploy, then run tidemark rotate-key again`,
    );
  const changed = await changeKeys(ledger, signer, clock, { add, reason: reasonOf(request), by });
  return answer(carrier, add.verifierKey, changed);
}

async function retireKey(carrier: Carrier, request: OperatorRequest & { act: "retire-key" }): Promise<ChangedKey> {
  const { ledger, keys, clock, by } = carrier;
  const { known, inForce } = await logSigners(ledger, keys);
  const retire = request.key ?? (await keyToRetire(ledger, newestOf(inForce), others(inForce)));
  if (!known.some(({ verifierKey }) => verifierKey === retire))
    throw new StoreError(
      `the log has no key ${retire}. Give --key one of ${known.map(({ verifierKey }) => verifierKey).join(", ")}`,
    );
  const signer = newestOf(inForce.filter(({ verifierKey }) => verifierKey !== retire));
  const changed = await changeKeys(ledger, signer, clock, { retire, reason: reasonOf(request), by });
  return answer(carrier, retire, changed);
}

async function end(carrier: Carrier, request: OperatorRequest & { act: "end-ledger" }): Promise<EndedLedger> {
  const { ledger, keys, clock, by, run } = carrier;
  const ending = { successor: request.successor, reason: reasonOf(request), by, run };
  const { index, leaf, isNew } = await endLedger(ledger, await newestSigner(ledger, keys), clock, ending);
  return { index, isNew, time: leaf.time, successor: leaf.successor };
}

function newestOf(keys: readonly Signer[]): Signer {
  const newest = keys.at(-1);
  if (newest === undefined)
    throw new StoreError(
      "no other key is in force, and the log needs one. Add the next key first: tidemark rotate-key --reason TEXT",
    );
  return newest;
}

const others = (inForce: readonly Signer[]): string[] => inForce.slice(0, -1).map(({ verifierKey }) => verifierKey);
const isSame = (key: Signer, other: Signer | undefined): boolean => key.verifierKey === other?.verifierKey;

async function answer(
  carrier: Carrier,
  key: string,
  { index, root, isNew }: { readonly index: number; readonly root: Buffer; readonly isNew: boolean },
): Promise<ChangedKey> {
  return { key, index, isNew, root: root.toString("hex"), sealed: await sealChange(carrier) };
}

// A log that ends with a change of keys is incomplete until the next seal, and whoever seals next goes by who signed last: so
// the newest key signs a seal at once.
async function sealChange({ ledger, keys, clock, by, run }: Carrier): Promise<ChangedKey["sealed"]> {
  if ((await ledger.newestSeal()) === null) return null;
  const newest = newestOf((await logSigners(ledger, keys)).inForce);
  const { leaf } = await readLeaf(ledger.store, (await ledger.notedLeaves()).newest);
  if (leaf?.kind === "seal" && isSame(newest, await newestSigner(ledger, keys))) return null;
  const { index, root } = await sealByHand(ledger, newest, clock, run, by);
  return { run, index, root };
}
