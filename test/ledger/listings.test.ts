// An unchanged run asks as much of S3 in an old ledger as in a young one; and what is listed from a landmark on is what the
// whole listing would have shown.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noteKey, sealKey, segmentKey } from "../../evidence-schema/keys/object-key.ts";
import type { SealedScope } from "../../evidence-schema/log/log-schema.ts";
import { ZERO_DIGEST } from "../../evidence-schema/bytes/digest.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { notedLeaves } from "../../ledger/read/log-tail.ts";
import { segmentsFrom } from "../../ledger/read/listing/list-segments.ts";
import { objectsAfter, segmentObjects, segmentsByScope } from "../../ledger/read/segment-objects.ts";
import { listScopes } from "../../ledger/seal/list-scopes.ts";
import { SealedLog } from "../../audit/reading/sealed-log.ts";
import { headOf } from "../../observation/head.ts";
import { LongHistory } from "../support/ledger/long-history.ts";
import { memoryStore } from "../support/memory-store.ts";
import { isWhole, runs } from "../support/scale.ts";

const SCOPES = ["aws/111111111111", "aws/222222222222", "azure/a b", "tidemark/ledger"];
const [SCOPE] = SCOPES as [string];

/** The requests of a run by step, as far from the latest full segment as that of another ledger. */
async function counted(history: LongHistory, distance: number) {
  while ((await history.sinceFull(SCOPE)) !== distance) await history.pass();
  // The first that goes step by step finds no plan and no cursor of the run before.
  await history.count();
  return history.count();
}

// Past a page of leaves with their notes, and past a page of segments.
const [AGE, PAGE] = isWhole ? [1200, 1000] : [220, 200];

test(`requests of an unchanged run are the same after 10 runs and after ${AGE}`, async () => {
  const history = await LongHistory.create([SCOPE], { page: PAGE });
  try {
    while (history.runs < 10) await history.pass();
    const distance = await history.sinceFull(SCOPE);
    const young = await counted(history, distance);
    while (history.runs < AGE) await history.pass();
    expect(await counted(history, distance)).toEqual(young);
    expect(history.objects).toBeGreaterThan(3 * PAGE);
  } finally {
    await history.stop();
  }
});

const position = fc.record({ gen: fc.nat({ max: 12 }), seq: fc.nat({ max: 3 }) });
const stray = fc.constantFrom(
  "x",
  "gen=01/000000000000.ndjson.gz",
  "gen=3/junk",
  "gen=2/000000000001.ndjson.gz (2 versions)",
);
/** Keys of segments and of strays among them. */
const chains = fc
  .array(fc.record({ scope: fc.constantFrom(...SCOPES), at: position, beside: fc.option(stray, { freq: 4 }) }), {
    maxLength: 40,
  })
  .map((objects) =>
    objects.map(({ scope, at, beside }) => {
      const key = segmentKey(scope, at.gen, at.seq);
      return beside === null ? key : `${key.slice(0, key.indexOf("gen="))}${beside}`;
    }),
  );

const storeOf = (keys: readonly string[]) => memoryStore(new Map(keys.map((key) => [key, Buffer.alloc(0)])));

describe("what a landmark leaves out is nothing that was looked for", () => {
  test("of a scope, the objects from a position on, whatever their gens are called", async () => {
    await fc.assert(
      fc.asyncProperty(chains, position, async (keys, place) => {
        const all = segmentObjects(keys.filter((key) => segmentsByScope([key]).has(SCOPE)));
        const unique = all.filter(({ key }, i) => all[i - 1]?.key !== key);
        expect(await segmentsFrom(storeOf(keys), SCOPE, place)).toEqual(
          objectsAfter(unique, { ...place, seq: place.seq - 1 }),
        );
      }),
      { numRuns: runs(2000) },
    );
  });

  test("of all scopes, what lies after the newest seal, and the scopes that it lacks", async () => {
    const row = fc.record({ scope: fc.constantFrom(...SCOPES), head: position, full: fc.option(position) });
    await fc.assert(
      fc.asyncProperty(chains, fc.uniqueArray(row, { selector: ({ scope }) => scope }), async (keys, rows) => {
        // A seal has the latest full segment at or before the head.
        const before = rows.map(({ scope, head: { gen, seq }, full }): SealedScope => {
          const isBefore = full !== null && (full.gen < gen || (full.gen === gen && full.seq <= seq));
          const at = { view: "silent", problem: null, head: ZERO_DIGEST, root: null, segments: [] } as const;
          return { scope, ...at, segments: [], gen, seq, full: isBefore ? full : null };
        });
        const [listed, whole] = [await listScopes(storeOf(keys), before), segmentsByScope([...new Set(keys)])];
        for (const scope of SCOPES) {
          const stood = before.find((each) => each.scope === scope);
          if (stood === undefined) expect(listed.get(scope)).toEqual(whole.get(scope));
          else
            expect(objectsAfter(listed.get(scope) ?? [], stood)).toEqual(objectsAfter(whole.get(scope) ?? [], stood));
        }
      }),
      { numRuns: runs(2000) },
    );
  });

  test("the head of a chain, whatever a plan says of its latest full segment", async () => {
    await fc.assert(
      fc.asyncProperty(chains, position, async (keys, full) => {
        const ledger = (known: Ledger["landmarks"]["full"]) =>
          ({ store: storeOf(keys), landmarks: { noted: -1, full: known } }) as unknown as Ledger;
        expect(await headOf(ledger({ [SCOPE]: full }), SCOPE)).toBe(await headOf(ledger({}), SCOPE));
      }),
      { numRuns: runs(2000) },
    );
  });

  const index = fc.nat({ max: 20 });
  const log = fc.array(fc.tuple(index, fc.constantFrom(sealKey, noteKey)), { maxLength: 40 });
  const keysOf = (leaves: readonly (readonly [number, (index: number) => string])[]) =>
    leaves.map(([at, key]) => key(at));

  test("the newest leaf that has a note, whatever leaf is said to have had one", async () => {
    await fc.assert(
      fc.asyncProperty(log, fc.integer({ min: -1, max: 25 }), async (leaves, known) => {
        const [since, whole] = await Promise.all([known, -1].map((from) => notedLeaves(storeOf(keysOf(leaves)), from)));
        expect(since?.newest).toBe(whole?.newest);
        const beyond = (notes: ReadonlySet<number> | undefined) =>
          [...(notes ?? [])].filter((at) => at > (whole?.newest ?? 0));
        expect(beyond(since?.notes)).toEqual(beyond(whole?.notes));
      }),
      { numRuns: runs(2000) },
    );
  });

  test("the notes before a place that is known, read on from its end", async () => {
    const notes = fc.uniqueArray(fc.nat({ max: 400 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(notes, fc.nat(), async (unsorted, at) => {
        const indexes = unsorted.toSorted((a, b) => a - b);
        const place = at % indexes.length;
        const asked: string[] = [];
        const store = {
          ...storeOf(indexes.map(noteKey)),
          get: (key: string) => {
            asked.push(key);
            return Promise.resolve(null);
          },
        };
        const since = await SealedLog.open(store, { place, index: indexes[place] as number });
        expect(since.size).toBe(indexes.length);
        // Backwards: the first that are asked for are listed without the rest.
        for (const each of [...indexes.keys()].reverse()) await since.at(each).catch(() => null);
        expect(asked.reverse()).toEqual(indexes.map(sealKey));
      }),
      { numRuns: runs(500) },
    );
  });
});
