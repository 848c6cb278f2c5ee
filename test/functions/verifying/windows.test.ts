// A whole ledger in windows: that they cover it, whatever the store says of times; and that together they find what the whole does.
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { nextWindow } from "../../../functions/verifying/next-window.ts";
import { sealKey } from "../../../evidence-schema/keys/object-key.ts";
import { formatTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { ReadStore } from "../../../ledger/store.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import type { S3ReadStore } from "../../../ledger/stores/s3.ts";
import { verifyLedger, type Report } from "../../../ledger/verify/verify-ledger.ts";
import {
  OVERLAP_MS,
  STEP_MS,
  windowFrom,
  type WholeLedger,
  type Window,
} from "../../../ledger/verify/whole-windows.ts";
import { isWhole } from "../../support/scale.ts";
import { hourlyLedger, type HourlyLedger } from "../../support/ledger/hourly/ledger.ts";

vi.setConfig({ testTimeout: 1_800_000, hookTimeout: 1_800_000 });

const DAY_MS = 86_400_000;
const CREATED = Date.parse("2026-01-01T00:00:00.000Z");

/** All windows, one after the other; rejects where there is no end. */
function windowsOf(ledger: WholeLedger): Window[] {
  const windows: Window[] = [];
  for (let from: number | null = null; windows.length < 2000;) {
    const window = windowFrom(from, ledger);
    windows.push(window);
    if (window.next === null) return windows;
    from = window.next;
  }
  throw new Error("found no last window");
}

const ledgers: fc.Arbitrary<WholeLedger> = fc
  .record({
    days: fc.integer({ min: 0, max: 800 }),
    written: fc.array(
      fc.record({ part: fc.double({ min: 0, max: 1, noNaN: true }), cost: fc.integer({ min: 1, max: 5000 }) }),
      { maxLength: 300 },
    ),
    budget: fc.integer({ min: -10, max: 100_000 }),
    sealed: fc.option(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))),
  })
  .map(({ days, written, budget, sealed }) => {
    const at = (part: number): number => CREATED + Math.floor(part * days * DAY_MS);
    return {
      created: CREATED,
      objects: written.map(({ part, cost }) => ({ written: at(part), cost })).toSorted((a, b) => a.written - b.written),
      budget,
      sealed: sealed === null ? null : { first: at(Math.min(...sealed)), last: at(Math.max(...sealed)) },
    };
  });

describe("the windows of a whole", () => {
  test("begin with the first leaf, end with the last, and each overlaps the one before by eight days", () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const windows = windowsOf(ledger);
        expect(windows[0]?.from).toBeNull();
        expect(windows.at(-1)).toMatchObject({ to: null, next: null });
        for (const [i, { from, to, next }] of windows.entries()) {
          if (next === null) continue;
          expect(to).toBe(next + OVERLAP_MS);
          expect(windows[i + 1]?.from).toBe(next);
          // A seal lies before it begins, and after it ends.
          expect(next).toBeGreaterThanOrEqual((ledger.sealed?.first ?? 0) + STEP_MS);
          expect(to).toBeLessThanOrEqual((ledger.sealed?.last ?? 0) - STEP_MS);
          if (from !== null) expect(next - from).toBeGreaterThanOrEqual(STEP_MS);
        }
        const days = ledger.sealed === null ? 0 : (ledger.sealed.last - ledger.sealed.first) / DAY_MS;
        expect(windows.length).toBeLessThanOrEqual(days + 1);
      }),
    );
  });

  test("cost no more than the budget, unless nine days do, or the end is near", () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        for (const { from, to, next } of windowsOf(ledger)) {
          if (to === null || next === null) continue;
          const start = from ?? ledger.sealed?.first ?? 0;
          const inside = ledger.objects.filter(({ written }) => (from === null || written >= from) && written < to);
          const cost = inside.reduce((sum, each) => sum + each.cost, 0);
          // A budget that is overdrawn already has room for what costs nothing.
          expect(cost <= Math.max(0, ledger.budget) || to === start + OVERLAP_MS + STEP_MS).toBe(true);
        }
      }),
    );
  });

  test("are one where the budget has room for all, where nothing is sealed, and where the ledger is younger than one", () => {
    const whole = [{ from: null, to: null, next: null }];
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const cost = ledger.objects.reduce((sum, each) => sum + each.cost, 0);
        expect(windowsOf({ ...ledger, budget: cost })).toEqual(whole);
        expect(windowsOf({ ...ledger, sealed: null })).toEqual(whole);
        expect(windowsOf({ ...ledger, objects: [] })).toEqual(whole);
        const young = { first: CREATED, last: CREATED + OVERLAP_MS + STEP_MS };
        expect(windowsOf({ ...ledger, sealed: young })).toEqual(whole);
      }),
    );
  });

  test("a beginning that is not after the ledger's is the first", () => {
    const objects = [{ written: CREATED, cost: 1 }];
    const ledger = { created: CREATED, objects, sealed: { first: CREATED, last: CREATED + 90 * DAY_MS }, budget: 0 };
    expect(windowFrom(CREATED, ledger)).toEqual(windowFrom(null, ledger));
  });
});

// To write it takes half a minute.
describe.runIf(isWhole)("a ledger of two weeks of hourly slots, in an invocation that has no time left", () => {
  let hourly: HourlyLedger;
  let keys: string[];
  /** By leaf of the log, with neither `.json` nor `.note`. */
  const times = new Map<string, number>();
  let whole: Report;

  const open = (): ReadStore => openDirectory(hourly.home.root, hourly.home.work);
  const verified = (store: ReadStore, { from, to }: Pick<Window, "from" | "to">): Promise<Report> =>
    verifyLedger({
      store,
      trust: hourly.home.trust,
      now: formatTimestamp(hourly.last + 1000),
      threads: 1,
      ...(from === null ? {} : { from: formatTimestamp(from) }),
      ...(to === null ? {} : { to: formatTimestamp(to) }),
    });

  beforeAll(async () => {
    hourly = await hourlyLedger(24 * 14, 20261129);
    keys = hourly.home.keys();
    for (const key of keys.filter((each) => /^log\/\d+\.json$/.test(each))) {
      const text = ((await open().get(key)) as Buffer).toString("utf8");
      const time = /"time":"([^"]+)"/.exec(text)?.[1];
      times.set(key.replace(".json", ""), time === undefined ? hourly.first : parseTimestamp(time));
    }
    whole = await verified(open(), { from: null, to: null });
  });

  /** As a bucket would have listed it. */
  const listed = (store: ReadStore, written: (key: string) => number): S3ReadStore => ({
    place: store.place,
    get: (key) => store.get(key),
    list: (prefix, after) => store.list(prefix, after),
    folders: (prefix) => store.folders(prefix),
    seen: new Map(keys.map((key) => [key, { version: "null", written: written(key), size: 1000 }])),
  });
  /** What is no leaf may have come at any time: it decides how long windows are, and nothing else. */
  const asWritten = (key: string): number => times.get(key.replace(/\.\w+$/, "")) ?? hourly.first;

  async function inWindows(store: S3ReadStore): Promise<Report[]> {
    const reports: Report[] = [];
    for (let from: number | null = null; reports.length < 100;) {
      const { window, store: reading } = await nextWindow(store, from, () => 0);
      reports.push(await verified(reading, window));
      if (window.next === null) return reports;
      from = window.next;
    }
    throw new Error("found no last window");
  }

  function coverAll(reports: readonly Report[]): void {
    expect(reports[0]?.covered?.from).toBe(whole.covered?.from);
    expect(reports.at(-1)?.covered?.to).toBe(whole.covered?.to);
    for (const [i, { covered }] of reports.slice(1).entries())
      expect(parseTimestamp(covered?.from ?? "") + OVERLAP_MS - 7_200_000).toBeLessThanOrEqual(
        parseTimestamp(reports[i]?.covered?.to ?? ""),
      );
  }

  test("each window is INTACT, together they cover it, and each proves the state of every scope", async () => {
    expect(whole.verdict).toBe("INTACT");
    const reports = await inWindows(listed(open(), asWritten));
    expect(reports.map(({ verdict }) => verdict)).toEqual(reports.map(() => "INTACT"));
    expect(reports.length).toBeGreaterThan(2);
    coverAll(reports);
    const scopes = whole.proven.map(({ scope }) => scope).filter((scope) => scope.startsWith("aws/"));
    expect(scopes.length).toBeGreaterThan(0);
    for (const { proven } of reports)
      for (const scope of scopes) expect(proven.find((each) => each.scope === scope)?.seq).not.toBeNull();
  });

  test("times that the store makes up leave nothing out", async () => {
    const reports = await inWindows(listed(open(), (key) => hourly.first + (key.charCodeAt(15) % 3) * 7 * DAY_MS));
    expect(reports.length).toBeGreaterThan(2);
    coverAll(reports);
  });

  test.each([0.02, 0.5, 0.98])("what is wrong with the seal at %d of the log is found by some window", async (part) => {
    const key = sealKey(Math.floor(part * times.size));
    const store = open();
    const broken: ReadStore = {
      ...listed(store, asWritten),
      get: async (asked) => {
        const bytes = await store.get(asked);
        return asked === key && bytes !== null ? Buffer.concat([bytes, Buffer.from("\n")]) : bytes;
      },
    };
    const reports = await inWindows(listed(broken, asWritten));
    expect(reports.length).toBeGreaterThan(2);
    expect(reports.map(({ verdict }) => verdict)).toContain("BROKEN");
  });
});
