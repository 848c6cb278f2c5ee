// A cache of segments changes no byte of what a run writes and tells, however wrong the cache is; a right cache saves requests.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Chain } from "../../../evidence-schema/chain/chain.ts";
import { parseObjectKey } from "../../../evidence-schema/keys/object-key.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { readCanonical } from "../../../evidence-schema/record/record-line.ts";
import { leadTo } from "../../../ledger/read/cache/lead-to.ts";
import { singleObjects } from "../../../ledger/stores/s3/single-objects.ts";
import { splitLines } from "../../../ledger/read/stored.ts";
import { CachedHistory, differences, SCOPES, type Tried } from "../../support/ledger/cached-history.ts";
import { isWhole } from "../../support/scale.ts";
import { changedCache, forgedCache, heldAndSince, memberOf, segmentsIn } from "../../support/ledger/forged-cache.ts";

let history: CachedHistory;
/** The same run without any cache. */
let without: Tried;
/** Caches of another history of the same ledger, which differs in one bucket. */
let others: Map<string, Buffer>;

beforeAll(async () => {
  history = await CachedHistory.create();
  without = await history.tried(new Map());
  const other = await CachedHistory.create("default");
  others = other.caches;
  await other.stop();
});
afterAll(() => history.stop());

const CACHING = ["assess", "seal", "tell"] as const;

/** The caches of all functions, each changed. */
const changed = (change: (object: Buffer, key: string) => Buffer | null): Map<string, Buffer> =>
  new Map(
    [...history.caches].flatMap(([key, object]) => {
      const instead = change(object, key);
      return instead === null ? [] : [[key, instead] as const];
    }),
  );

/** The run wrote and told what it does without a cache. */
function expectSame(tried: Tried, as: Tried = without): void {
  expect(differences(tried.ledger, as.ledger)).toEqual([]);
  expect(tried.problem).toBe(as.problem);
  expect(tried.news).toEqual(as.news);
}

test("without a cache the run appends, and tells of what recovered", () => {
  expect(without.problem).toBeNull();
  expect(without.ledger.size).toBeGreaterThan(history.ledger.size);
  expect(without.news?.results.map(({ is }) => is)).toEqual(SCOPES.map(() => "recovered"));
});

test("a right cache is read, and saves the gets of the segments that it has", async () => {
  const tried = await history.tried(history.caches);
  expectSame(tried);
  for (const step of CACHING) {
    expect(tried.caches[step], step).toMatchObject({ refused: 0, absent: 0, notWritten: 0 });
    expect(tried.caches[step]?.read, step).toBeGreaterThan(0);
    const [gets, before] = [tried.counts[step]?.get ?? 0, without.counts[step]?.get ?? 0];
    // Of each scope ten segments by one get.
    expect(before - gets, step).toBeGreaterThanOrEqual(9 * SCOPES.length);
    expect(tried.counts[step]?.list, step).toBe(without.counts[step]?.list);
  }
});

/** As the ledger's rules would read it, from its own beginning on: the root at its end, what was held, since when, and what covered it. */
function readBack(object: Buffer) {
  const segments = segmentsIn(object);
  let chain: Chain | null = null;
  for (const { key, bytes } of segments) {
    const at = parseObjectKey(key);
    if (at?.class !== "segment") throw new Error(`no segment: ${key}`);
    const inflated = gunzipSync(bytes);
    const first = readCanonical(splitLines(inflated)[0] as Buffer) as {
      readonly ledger: string;
      readonly prev: string;
    };
    chain ??= new Chain(first.ledger, at.scope, { gen: at.gen, seq: at.firstSeq - 1, head: first.prev, time: null });
    chain.read(at.gen, at.firstSeq, inflated);
  }
  const { state } = chain as unknown as Chain;
  const entries = [...state.entries.values()];
  return {
    root: state.root(),
    held: entries.map(({ findings }) => findings.map(({ held }) => held)),
    since: entries.map(({ since }) => since),
    listed: state.unitStates().map(({ unit }) => state.unit(unit).listed),
  };
}

test("the forgery keeps the root, and lies about what the root does not cover", () => {
  for (const object of history.caches.values()) {
    const [honest, forged] = [readBack(object), readBack(heldAndSince(object))];
    expect(forged.root).toBe(honest.root);
    expect(forged.held).not.toEqual(honest.held);
    expect(forged.since).not.toEqual(honest.since);
    expect(forged.listed).not.toEqual(honest.listed);
    expect(segmentsIn(heldAndSince(object)).map(({ bytes }) => bytes.length)).toEqual(
      segmentsIn(object).map(({ bytes }) => bytes.length),
    );
  }
});

test("lines are counted to the segment whose key names their seq", () => {
  const [object] = [...history.caches.values()].slice(-1) as [Buffer];
  const honest = segmentsIn(object).map(({ key, bytes }) => {
    const at = parseObjectKey(key);
    return { firstSeq: at?.class === "segment" ? at.firstSeq : -1, lines: splitLines(gunzipSync(bytes)) };
  });
  const leads = (segments: typeof honest): boolean =>
    leadTo(
      sha256Hex(honest.at(-1)?.lines.at(-1) as Buffer),
      segments.map(({ firstSeq, lines }) => ({ firstSeq, bytes: memberOf(Buffer.concat(lines), 10_000) })),
      1 << 20,
    );
  expect(leads(honest)).toBe(true);
  const moved = honest.map(({ firstSeq, lines }) => ({ firstSeq, lines: [...lines] }));
  moved[2]?.lines.unshift(moved[1]?.lines.pop() as Buffer);
  expect(leads(moved)).toBe(false);
  const merged = [...honest];
  merged.splice(1, 2, {
    firstSeq: honest[1]?.firstSeq as number,
    lines: honest.slice(1, 3).flatMap(({ lines }) => lines),
  });
  // The same lines under fewer keys: no cache has fewer keys than the ledger lists.
  expect(leads(merged)).toBe(true);
  expect(leads(honest.slice(0, -1))).toBe(false);
});

test("no more is inflated than a reader has room for, and no more read of an object", async () => {
  const [object] = [...history.caches.values()] as [Buffer];
  const segments = segmentsIn(object).map(({ bytes }) => ({ firstSeq: 0, bytes }));
  expect(() => leadTo("", segments, 1000)).toThrow(/rule B3/);
  const place = singleObjects(history.s3.client, { bucket: "work", prefix: "cache/" });
  await history.tried(new Map([["cache/long", Buffer.alloc(100)]]));
  await expect(place.get("long", 99)).rejects.toThrow("found 100 bytes, expected at most 99");
  expect((await place.get("long", 100))?.length).toBe(100);
});

const sibling = (key: string): string =>
  key.includes(SCOPES[0].slice(4))
    ? key.replace(SCOPES[0].slice(4), SCOPES[1].slice(4))
    : key.replace(SCOPES[1].slice(4), SCOPES[0].slice(4));

/** Every way in which a cache is wrong; null stands for no cache. */
const WRONG: { readonly [how: string]: (object: Buffer, key: string) => Buffer | null } = {
  "forged with a right root, and other held, since and coverage": heldAndSince,
  "of another head, each object as long as the true one": (object, key) =>
    forgedCache(others.get(key) as Buffer, () => undefined, object),
  "of another head as it is": (_object, key) => others.get(key) as Buffer,
  "of another scope": (_object, key) => history.caches.get(sibling(key)) as Buffer,
  "truncated in a segment": (object) => object.subarray(0, object.length - 100),
  "truncated in its first line": (object) => object.subarray(0, 20),
  empty: () => Buffer.alloc(0),
  "longer than it says": (object) => Buffer.concat([object, Buffer.from("\n")]),
  "no gzip": (object) => changedCache(object, (of) => ({ ...of, bytes: Buffer.alloc(of.bytes.length, 7) })),
  "lines that are no JSON, well compressed": (object) =>
    changedCache(object, (of) => ({ ...of, bytes: memberOf(Buffer.from("null\nnull\n"), of.bytes.length) })),
  "a segment that inflates to a thousand times its size": (object) =>
    changedCache(object, (of, at) =>
      at > 0 ? of : { ...of, bytes: memberOf(Buffer.alloc((of.bytes.length - 100) * 1000), of.bytes.length) },
    ),
  "of another version of its form": (object) =>
    Buffer.from(object.toString("latin1").replace('{"v":1', '{"v":2'), "latin1"),
  "with a member more": (object) =>
    Buffer.from(object.toString("latin1").replace('{"v":1', '{"code":"","v":1'), "latin1"),
  "of another version of an object": (object) => changedCache(object, (of) => ({ ...of, version: "v2" })),
  "with its segments in another order": (object) => {
    const segments = segmentsIn(object).toReversed();
    return changedCache(object, (_of, at) => segments[at] as (typeof segments)[number]);
  },
  "with a segment twice": (object) => {
    const segments = segmentsIn(object);
    return changedCache(object, (of, at) => (at === 3 ? (segments[2] as typeof of) : of));
  },
};

describe("a cache changes no byte of what is written where it is", () => {
  test.each(Object.entries(WRONG))("%s", async (_how, wrong) => {
    const tried = await history.tried(changed(wrong));
    expectSame(tried);
    for (const step of CACHING) {
      expect(tried.caches[step]?.read, step).toBe(0);
      expect(tried.caches[step]?.refused, step).toBeGreaterThan(0);
    }
  });
});

describe("nor where it is not wrong, and not the one that was meant", () => {
  test("stale: what it lacks is read from the ledger", async () => {
    const tried = await history.tried(
      changed((_object, key) => history.caches.get(key.replace(/\/(\d+)-\d+$/, "/$1-27")) ?? null),
    );
    expectSame(tried);
  });

  test("compressed in another way", async () => {
    const again = (object: Buffer): Buffer =>
      changedCache(object, (of) => ({ ...of, bytes: memberOf(gunzipSync(of.bytes), of.bytes.length) }));
    const tried = await history.tried(changed(again));
    expectSame(tried);
    for (const step of CACHING) expect(tried.caches[step]?.read, step).toBeGreaterThan(0);
  });

  test("not to be read and not to be put: denied", async () => {
    history.s3.denied = (key) => key.startsWith("cache/");
    const tried = await history.tried(new Map());
    history.s3.denied = () => false;
    expectSame(tried);
    for (const step of CACHING) expect(tried.caches[step]?.refused, step).toBeGreaterThan(0);
  });

  test("missing: it is written for the next run", async () => {
    const tried = await history.tried(new Map());
    for (const step of CACHING) expect(tried.caches[step]?.written, step).toBeGreaterThan(0);
  });
});

// Eight seconds, in a process of its own.
describe.runIf(isWhole)("a mistake in the proof of a cache shows:", () => {
  const here = join(import.meta.dirname, "../../support");
  const FAULT = {
    name: "lines need not follow each other",
    file: "ledger/read/cache/lead-to.ts",
    find: "prevOf(line) !== digest",
    replace: "prevOf(line) === ''",
  };

  /** The differences that the forgery makes in a run, which a process of its own makes. */
  async function differing(fault: typeof FAULT | null): Promise<unknown> {
    const args = ["--import", join(here, "model/faults/plant.ts"), join(here, "ledger/run-with-forged-cache.ts")];
    const env = { ...process.env, TIDEMARK_FAULT: JSON.stringify(fault) };
    return JSON.parse((await promisify(execFile)(process.execPath, args, { env })).stdout);
  }

  test("with it the forgery changes what is written, and without it nothing", async () => {
    expect(await differing(null)).toEqual([]);
    expect(await differing(FAULT)).not.toEqual([]);
  });
});

describe("a cache hides nothing that a listing shows:", () => {
  const cached = (): string => segmentsIn([...history.caches.values()].at(-1) as Buffer)[4]?.key as string;

  test("a segment that is gone", async () => {
    const gone = new Map([...history.ledger].filter(([key]) => key !== cached()));
    const [bare, tried] = [await history.tried(new Map(), gone), await history.tried(history.caches, gone)];
    expect(bare.problem).toMatch(/^ChainError: .*the chain ends before the line that was sealed/);
    expectSame(tried, bare);
  });

  test("a segment of another size", async () => {
    const instead = new Map(history.ledger).set(cached(), Buffer.from("other"));
    const [bare, tried] = [await history.tried(new Map(), instead), await history.tried(history.caches, instead)];
    expect(bare.problem).toMatch(/^ChainError: .*sealed evidence breaks rule B3/);
    expectSame(tried, bare);
  });
});
