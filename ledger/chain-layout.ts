// Which segment objects make a scope's chain, in which order, and what a restart left behind.
import { ACTS_SCOPE, readCanonical, type Chain, type Head } from "../evidence-schema/chain.ts";
import { sha256Hex } from "../evidence-schema/digest.ts";
import { jsonEqual } from "../evidence-schema/equal.ts";
import { parseObjectKey } from "../evidence-schema/object-key.ts";
import type { Restart } from "../evidence-schema/record.ts";
import { require, show, Violation } from "../evidence-schema/violation.ts";
import { gunzipMember } from "./gzip-member.ts";
import { StoreError, type ReadStore } from "./store.ts";

export type SegmentObject = { readonly key: string; readonly gen: number; readonly firstSeq: number };

const LF = 0x0a;

/** Segment keys of one scope, by gen and first seq. */
export function segmentObjects(keys: readonly string[]): SegmentObject[] {
  const objects = keys.flatMap((key) => {
    const parsed = parseObjectKey(key);
    return parsed?.class === "segment" ? [{ key, gen: parsed.gen, firstSeq: parsed.firstSeq }] : [];
  });
  return objects.sort((a, b) => a.gen - b.gen || a.firstSeq - b.firstSeq);
}

/** Objects that lie after a line of the chain, in order of position. */
export const objectsAfter = (
  objects: readonly SegmentObject[],
  { gen, seq }: Pick<Head, "gen" | "seq">,
): SegmentObject[] => objects.filter((each) => each.gen > gen || (each.gen === gen && each.firstSeq > seq));

/**
 * The object to read after the chain's head: the one at its next position, or a restart at the beginning of a higher gen.
 * Where there is more than one, the first that is a valid continuation; where none is, the first, so that reading it says
 * what is wrong. Null where nothing stands at such a position. What a restart claims counts for nothing before it is read.
 */
export async function nextObject(
  store: ReadStore,
  chain: Chain,
  objects: readonly SegmentObject[],
): Promise<SegmentObject | null> {
  const { head } = chain;
  const after = objectsAfter(objects, head);
  const candidates = after.filter(({ gen, firstSeq }) =>
    gen === head.gen ? firstSeq === head.seq + 1 : firstSeq === 0 && chain.scope !== ACTS_SCOPE,
  );
  if (candidates.length < 2) return candidates[0] ?? null;
  for (const candidate of candidates) if (await continues(store, chain, objects, candidate)) return candidate;
  return candidates[0] ?? null;
}

async function continues(
  store: ReadStore,
  chain: Chain,
  objects: readonly SegmentObject[],
  { key, gen, firstSeq }: SegmentObject,
): Promise<boolean> {
  const bytes = await store.get(key);
  if (bytes === null) return false;
  try {
    if (gen > chain.head.gen) await leftBehind(store, chain, objects, key, gen);
    chain.fork().read(gen, firstSeq, gunzipMember(bytes));
    return true;
  } catch (error) {
    if (error instanceof Violation) return false;
    throw error;
  }
}

/**
 * What the restart in `key` leaves behind, with its reason. Throws Violation of C7 unless it names all of that, and the
 * first of it is no valid continuation of the chain.
 */
export async function leftBehind(
  store: ReadStore,
  chain: Chain,
  objects: readonly SegmentObject[],
  key: string,
  gen: number,
): Promise<{ readonly left: readonly SegmentObject[]; readonly reason: string }> {
  const restart = await restartOf(store, key);
  if (restart === null) return { left: [], reason: "" }; // reading the segment says what is wrong with it
  const { head } = chain;
  const left = objectsAfter(objects, head).filter((each) => each.gen < gen);
  const found = restart.abandoned.map(({ key: name, object }) => ({ key: name, object }));
  const expected: { key: string; object: string }[] = [];
  for (const { key: name } of left) {
    expected.push({ key: name, object: sha256Hex((await store.get(name)) ?? Buffer.alloc(0)) });
  }
  expected.sort((a, b) => (a.key < b.key ? -1 : 1));
  require(jsonEqual(found, expected), "C7", `abandoned ${show(expected)}`, () => show(found));
  for (let between = head.gen + 1; between < gen; between += 1) {
    const named = left.some((each) => each.gen === between);
    require(named, "C7", `an abandoned object in gen ${between}`, () => "none");
  }
  const [first] = left;
  const valid = first !== undefined && (await continues(store, chain, objects, first));
  require(!valid, "C7", "an abandoned object that is no valid continuation", () => `${first?.key} is one`);
  return { left, reason: restart.reason };
}

/** The `restarts` of the first line of a segment object, or null where it has none that can be read. */
export async function restartOf(store: ReadStore, key: string): Promise<Restart | null> {
  const bytes = await store.get(key);
  if (bytes === null) return null;
  try {
    const inflated = gunzipMember(bytes);
    const line = readCanonical(inflated.subarray(0, inflated.indexOf(LF) + 1)) as {
      readonly body?: { readonly restarts?: Restart };
    };
    const restarts = line.body?.restarts;
    const well =
      Number.isSafeInteger(restarts?.gen) &&
      Number.isSafeInteger(restarts?.seq) &&
      Array.isArray(restarts?.abandoned) &&
      restarts.abandoned.every((each) => typeof each === "object" && each !== null);
    return well ? (restarts as Restart) : null;
  } catch (error) {
    if (error instanceof StoreError) throw error;
    return null;
  }
}
