// What sealed evidence says of an instant or a period, on real ledgers: gaps, events, restarts, departures, what is not sealed.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { MeteredStore } from "../../../audit/reading/metered-store.ts";
import { resultsOver, type ScopeAnswer } from "../../../audit/timeline/results-over.ts";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import type { Period } from "../../../audit/reading/sealed-span.ts";
import type { Interval } from "../../../audit/timeline/timeline.ts";
import { sealKey, segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import type { RunOptions } from "../../../observation/run.ts";
import { observeEvent } from "../../support/ledger/change-batch.ts";
import { CHECKS } from "../../support/ledger/checks.ts";
import type { Cloud } from "../../support/ledger/cloud.ts";
import { DENIED, denying } from "../../support/ledger/denying.ts";
import { writeGarbage } from "../../support/ledger/garbage.ts";
import { A, BUCKETS, ObservedCloud } from "../../support/ledger/observed-cloud.ts";
import { readSegments } from "../../support/ledger/read-segments.ts";
import { killedBeforeSigning } from "../../support/ledger/signers.ts";
import type { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

const ENCRYPTED = "object-storage-encrypted-at-rest";

let made: ObservedCloud;
let home: TemporaryLedger;
let cloud: Cloud;
beforeEach(async () => {
  made = await ObservedCloud.ofTwoAccounts();
  ({ home, cloud } = made);
});

/** A run after ten minutes; gives the time of its segments. */
async function run(id: string, members: Partial<RunOptions> = {}): Promise<string> {
  await made.runAfter(600, id, members);
  return home.clock.text();
}

async function event(key: string): Promise<string> {
  await observeEvent(home, { scope: A, reader: cloud, checks: CHECKS }, { key, unit: BUCKETS });
  return home.clock.text();
}

type Answered = { readonly a: ScopeAnswer; readonly b: ScopeAnswer; readonly store: MeteredStore };

async function ask(period: Period): Promise<Answered> {
  const ledger = await home.open();
  const store = new MeteredStore(ledger.store);
  const evidence = { store, ledger: ledger.id, log: await SealedLog.open(store) };
  const [a, b] = (await resultsOver(evidence, period)) as [ScopeAnswer, ScopeAnswer];
  return { a, b, store };
}

const asOf = (instant: string): Promise<Answered> => ask({ from: instant, includes: (time) => time <= instant });
const window = (from: string, to: string): Promise<Answered> => ask({ from, includes: (time) => time < to });

const of = ({ results }: ScopeAnswer, key = "one"): readonly Interval[] =>
  results.find(({ entry }) => entry.key === key)?.intervals ?? [];
/** What counts of a key at the end. */
const now = (answer: ScopeAnswer, key = "one"): string => {
  const open = of(answer, key).find(({ to }) => to === null);
  return open === undefined ? "nothing" : `${open.outcome}${open.problem === null ? "" : `: ${open.problem.code}`}`;
};
const before = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();

describe("as of an instant", () => {
  test("before, at, between and after two runs: what the last sealed segment not after it leads to", async () => {
    const first = await run("first");
    cloud.bucket(A, "one", "default");
    const second = await run("second");
    const early = (await asOf(before(first))).a;
    expect(early).toMatchObject({ results: [], times: [], population: 0 });
    const outcomes = [];
    for (const instant of [first, before(second), second, "2027-01-01T00:00:00.000Z"])
      outcomes.push(now((await asOf(instant)).a));
    expect(outcomes).toEqual(["pass", "pass", "fail", "fail"]);
    const [open] = of((await asOf(second)).a).filter(({ to }) => to === null);
    expect(open).toMatchObject({ from: second, transition: "drift", held: { gen: 0, seq: 5 } });
    expect(open?.said).toEqual({ record: `${segmentKey(A, 0, 4)}:2`, time: second, dataTime: second });
  });

  test("a unit that was denied is not observed, with its cause and the coverage record that says so", async () => {
    await run("first");
    const gap = await run("second", { reader: denying(cloud, [BUCKETS]) });
    const { a, b } = await asOf(gap);
    expect([now(a), now(b, "two")]).toEqual(["indeterminate: denied", "indeterminate: denied"]);
    const open = of(a).at(-1);
    const [segment] = readSegments(home, A).slice(-1);
    const line = (segment?.records.findIndex(({ type }) => type === "coverage") ?? -1) + 1;
    expect(open).toMatchObject({
      from: gap,
      because: `the permission ${DENIED.detail} was denied`,
      transition: null,
      held: { gen: 0, seq: 1 },
    });
    expect(open?.said.record).toBe(`${segment?.key}:${line}`);
    // What was held is held again once it can be read, by the record that says so.
    const healed = await run("third");
    const healing = of((await asOf(healed)).a).at(-1);
    expect(healing).toMatchObject({ outcome: "pass", from: healed, transition: null, held: { gen: 0, seq: 1 } });
    expect(readSegments(home, A).at(-1)?.key).toBe(healing?.said.record.split(":")[0]);
  });

  test("an event counts from its own time, but only once a seal lists it", async () => {
    await run("first");
    cloud.bucket(A, "one", "default");
    const drift = await event("one");
    const waiting = (await asOf(drift)).a;
    expect(now(waiting)).toBe("pass");
    expect(waiting.unsealed).toBe(1);
    await run("second");
    const listed = (await asOf(drift)).a;
    expect(now(listed)).toBe("fail");
    expect(listed.unsealed).toBe(0);
    expect(now((await asOf(before(drift))).a)).toBe("pass");
  });

  test("what no seal lists counts for nothing and is said, unless the question ends before it", async () => {
    const first = await run("first");
    const second = await run("second");
    cloud.bucket(A, "one", "default");
    await expect(run("third", { signer: killedBeforeSigning(home.signer) })).rejects.toThrow("killed");
    const { a, b } = await asOf(home.clock.text());
    expect([now(a), a.unsealed, a.times.at(-1)]).toEqual(["pass", 1, second]);
    expect(b.unsealed).toBe(1);
    expect((await asOf(first)).a.unsealed).toBe(0);
  });

  test("state goes on across a restart, whose abandoned object counts for nothing", async () => {
    await run("first");
    cloud.bucket(A, "one", "default");
    const drift = await run("second");
    writeGarbage(home, A, "not gzip");
    const restarts = new Map([[A, { reason: "the disk was bad", principal: "person:me" }]]);
    const restarted = await run("restart", { restarts, only: new Set([A]) });
    cloud.bucket(A, "one", "own key");
    const recovered = await run("third");
    expect(now((await asOf(drift)).a)).toBe("fail");
    expect(now((await asOf(restarted)).a)).toBe("fail");
    const after = of((await asOf(recovered)).a).at(-1);
    expect(after).toMatchObject({ outcome: "pass", transition: "recovered", from: recovered });
    expect(after?.said.record).toMatch(/gen=1\/\d{12}\.ndjson\.gz:2$/);
    const whole = (await window(drift, "2027-01-01T00:00:00.000Z")).a;
    expect(of(whole).map(({ outcome }) => outcome)).toEqual(["fail", "pass"]);
    expect(whole.appeared).toEqual([]);
  });

  test("reads the seals that halving needs, the latest full segment and what follows it up to the instant", async () => {
    const times: string[] = [];
    // Every eighth day: each run is a full one, then four deltas follow within the hour.
    for (let week = 0; week < 4; week += 1) {
      home.clock.advance(8 * 86_400);
      for (let i = 0; i < 5; i += 1) times.push(await run(`${week} ${i}`));
    }
    const { a, store } = await asOf(times[12] as string);
    expect(a.times).toEqual([times[11], times[12]]);
    // Of each of two scopes: the full one of the third week and two deltas.
    expect(store.read.segments).toBe(6);
    expect(store.read.seals).toBeLessThan(12);
    expect((await window(times[6] as string, times[8] as string)).store.read.segments).toBe(6);
  });
});

describe("over a period", () => {
  test("is half-open: what is known at its first instant is in, what becomes known at its end is not", async () => {
    home.clock.ms = Date.parse("2026-09-01T23:50:00.000Z");
    await run("first");
    expect(home.clock.text()).toBe("2026-09-02T00:00:00.000Z");
    cloud.bucket(A, "new", "default");
    home.clock.ms = Date.parse("2026-09-02T23:50:00.000Z");
    await run("second");
    expect((await window("2026-09-01T00:00:00.000Z", "2026-09-02T00:00:00.000Z")).a.results).toEqual([]);
    const day = (await window("2026-09-02T00:00:00.000Z", "2026-09-03T00:00:00.000Z")).a;
    expect([day.times.length, day.appeared.map(({ entry }) => entry.key)]).toEqual([1, ["one"]]);
    const next = (await window("2026-09-03T00:00:00.000Z", "2026-09-04T00:00:00.000Z")).a;
    expect(next.appeared.map(({ entry, isBaseline }) => [entry.key, isBaseline])).toEqual([["new", false]]);
    expect(of(next, "new")).toMatchObject([{ from: "2026-09-03T00:00:00.000Z", transition: "appeared" }]);
  });

  test("has every interval that overlaps it, and none that ended at its first instant", async () => {
    await run("first");
    cloud.bucket(A, "one", "default");
    const drift = await run("second");
    cloud.bucket(A, "one", "own key");
    const recovered = await run("third");
    const end = "2027-01-01T00:00:00.000Z";
    const outcomes = async (from: string, to: string): Promise<string[]> =>
      of((await window(from, to)).a).map(({ outcome, to: until }) => `${outcome} ${until ?? "still"}`);
    expect(await outcomes(before(drift), end)).toEqual([`pass ${drift}`, `fail ${recovered}`, "pass still"]);
    expect(await outcomes(drift, end)).toEqual([`fail ${recovered}`, "pass still"]);
    expect(await outcomes(drift, recovered)).toEqual(["fail still"]);
  });

  test("a resource that departed and was made again is two, each with its own intervals", async () => {
    // A unit that lists nothing any more is believed the second time only.
    cloud.bucket(A, "other", "own key");
    await run("first");
    cloud.remove(A, "one");
    const gone = await run("second");
    cloud.bucket(A, "one", "default", "2");
    const again = await run("third");
    cloud.bucket(A, "one", "default", "3");
    const replaced = await run("fourth");
    const { a } = await window("2026-09-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z");
    expect(of(a)).toMatchObject([
      { incarnation: "1", outcome: "pass", to: gone, end: { why: "gone", said: { time: gone } } },
      { incarnation: "2", outcome: "fail", from: again, to: replaced, end: { why: "replaced" } },
      { incarnation: "3", outcome: "fail", from: replaced, to: null, end: null },
    ]);
    const moved = (each: { readonly entry: { readonly key: string } }): boolean => each.entry.key === "one";
    expect(a.departed.map(({ reason, said }) => [reason, said.time])).toEqual([
      ["gone", gone],
      ["replaced", replaced],
    ]);
    expect(a.appeared.filter(moved).map(({ entry, isBaseline }) => [entry.incarnation, isBaseline])).toEqual([
      ["1", true],
      ["2", false],
      ["3", false],
    ]);
    expect(now((await asOf(gone)).a)).toBe("nothing");
  });

  test("a check that is withdrawn is not observed from then on", async () => {
    await run("first");
    const fewer = await run("second", { checks: CHECKS.filter(({ check }) => check.id !== ENCRYPTED) });
    expect(of((await asOf(fewer)).a).at(-1)).toMatchObject({
      outcome: "indeterminate",
      problem: { code: "not-planned" },
    });
  });
});

describe("evidence that is not as it was sealed", () => {
  const spoiled = async (key: string): Promise<string> => {
    rmSync(join(home.root, key));
    writeFileSync(join(home.root, key), "x");
    return asOf(home.clock.text()).then(
      () => "answered",
      (error: Error) => `${error.name}: ${error.message}`,
    );
  };

  test("is one line that names the object; a gone one too", async () => {
    await run("first");
    await run("second");
    const key = segmentKey(A, 0, 4);
    expect(await spoiled(key)).toMatch(new RegExp(`^ChainError: ${key}: sealed evidence breaks rule B3: [^\\n]+$`));
    rmSync(join(home.root, key));
    await expect(asOf(home.clock.text())).rejects.toThrow(`${key} is missing, but a seal lists the segment`);
    await expect(asOf(home.clock.text())).rejects.toMatchObject({ name: "ChainError" });
  });

  test("a seal as well", async () => {
    await run("first");
    await run("second");
    expect(await spoiled(sealKey(1))).toMatch(/^ChainError: log\/000000000001\.json: [^\n]+$/);
  });

  test("a later full segment with other bytes, though only its restatements differ", async () => {
    cloud.bucket(A, "more", "own key");
    await run("first");
    home.clock.advance(8 * 86_400);
    await run("second");
    const [, second] = readSegments(home, A);
    expect(second?.opened["extent"]).toBe("full");
    // The same lines, packed otherwise: what is inflated is right, and the object is none that a seal lists.
    const path = join(home.root, second?.key ?? "");
    const packed = gzipSync(gunzipSync(readFileSync(path)), { level: 9 });
    rmSync(path);
    writeFileSync(path, packed);
    await expect(window("2026-09-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z")).rejects.toThrow(
      `${second?.key}: the bytes differ from those that a seal lists`,
    );
  });
});

test("an empty ledger answers nothing", async () => {
  const ledger = await home.open();
  const log = await SealedLog.open(ledger.store);
  const evidence = { store: ledger.store, ledger: ledger.id, log };
  expect(await resultsOver(evidence, { from: null, includes: () => true })).toEqual([]);
});
