// Finds acts that must not be sealed: they disown what belongs to the ledger,
// and a seal that lists one is BROKEN for good (FORMAT.md A2).
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { parseObjectKey, segmentsPrefix } from "../../evidence-schema/keys/object-key.ts";
import { boundedGet } from "../read/bounded-get.ts";
import { listedOf } from "./left-behind.ts";
import type { Ledger, NewestSeal, StoredSegment } from "../read/ledger.ts";
import { disownedBy, readActs, type ReadAct } from "../read/read-acts.ts";
import { restartIn } from "../read/segment-opening.ts";
import { segmentObjects } from "../read/segment-objects.ts";

const EVER = { gen: Number.MAX_SAFE_INTEGER, seq: 0 };

/** The first unsealed segment of acts that disowns an object of the ledger: its place, and that object; else null. */
export async function foulAct(
  ledger: Ledger,
  newest: NewestSeal | null,
  unsealed: readonly StoredSegment[],
): Promise<{ readonly at: number; readonly object: string } | null> {
  const acts = await readActs(ledger.store, ledger.id);
  for (const [at, { key }] of unsealed.entries())
    for (const { key: object } of disownedBy(
      acts.filter((act) => act.key === key),
      EVER,
    ))
      if (await isOurs(ledger, newest, acts, object)) return { at, object };
  return null;
}

async function isOurs(
  ledger: Ledger,
  newest: NewestSeal | null,
  acts: readonly ReadAct[],
  key: string,
): Promise<boolean> {
  const parsed = parseObjectKey(key);
  switch (parsed?.class) {
    case undefined:
      return false;
    case "segment":
      return isOfChain(ledger, newest, parsed.scope, key);
    case "attachment":
      return acts.some(({ record }) => record.body["digest"] === parsed.digest);
    case "document": {
      // A document under its own digest is never stray.
      const bytes = await boundedGet(ledger.store, key);
      return bytes !== null && sha256Hex(bytes) === parsed.digest;
    }
    default:
      return true;
  }
}

async function isOfChain(ledger: Ledger, newest: NewestSeal | null, scope: string, key: string): Promise<boolean> {
  if ((await listedOf(ledger, scope, newest?.index ?? -1)).has(key)) return true;
  for (const each of segmentObjects(await ledger.store.list(segmentsPrefix(scope)))) {
    const bytes = each.gen > 0 && each.firstSeq === 0 ? await boundedGet(ledger.store, each.key) : null;
    const abandoned = bytes === null ? [] : (restartIn(bytes)?.abandoned ?? []);
    if (abandoned.some((named) => named.key === key)) return true;
  }
  return (await ledger.loadChain(scope, newest)).unsealed.some((each) => each.key === key);
}
