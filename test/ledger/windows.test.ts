// A window says of its time what the whole ledger says: months of hourly slots as the writers leave them, and with faults.
import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { Seal } from "../../evidence-schema/log/log-schema.ts";
import { noteKey, parseObjectKey, sealKey } from "../../evidence-schema/keys/object-key.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { parseLeaf } from "../../ledger/read/log-tail.ts";
import { openDirectory } from "../../ledger/stores/directory.ts";
import { verifyLedger, type Report } from "../../ledger/verify/verify-ledger.ts";
import { FAULTS, plant } from "../support/ledger/hourly/faults.ts";
import { hourlyLedger, type HourlyLedger } from "../support/ledger/hourly/ledger.ts";
import { runs } from "../support/scale.ts";

// Weeks of slots take minutes to make and to read, and longer where other work runs beside. TIDEMARK_TEST_SCALE=4 makes months.
const LIMIT_MS = 1_800_000;
vi.setConfig({ testTimeout: LIMIT_MS, hookTimeout: LIMIT_MS });

const SEED = 20261128;
const WINDOWS = runs(50);

let hourly: HourlyLedger;
let seals: Seal[];
beforeAll(async () => {
  hourly = await hourlyLedger(Math.max(100, runs(500)), SEED);
  seals = await sealsOf(hourly);
});

/** All seals but void ones, in order. */
async function sealsOf({ home }: HourlyLedger): Promise<Seal[]> {
  const found: Seal[] = [];
  const notes = new Set(home.keys("log/"));
  for (const key of notes) {
    const parsed = parseObjectKey(key);
    if (parsed?.class !== "seal" || !notes.has(noteKey(parsed.index))) continue;
    const leaf = parseLeaf((await home.store().get(key)) as Buffer, parsed.index);
    if (leaf?.kind === "seal") found.push(leaf);
  }
  return found;
}

type Window = { readonly from?: string; readonly to?: string };

const verified = ({ home, last }: HourlyLedger, window: Window, threads = 1): Promise<Report> =>
  verifyLedger({
    store: openDirectory(home.root, home.work),
    root: home.root,
    trust: home.trust,
    now: formatTimestamp(last + 1000),
    threads,
    ...window,
  });

const said = ({ verdict, violations }: Report): string =>
  `${verdict} ${violations.map(({ rule, object, expected, found }) => `${rule} ${object}: ${expected}, ${found}`).join("; ")}`;

/** Two instants of the months, and of an hour around them. */
const instants = (): fc.Arbitrary<readonly [number, number]> =>
  fc.tuple(
    fc.integer({ min: hourly.first - 3_600_000, max: hourly.last + 3_600_000 }),
    fc.integer({ min: hourly.first - 3_600_000, max: hourly.last + 3_600_000 }),
  );

/** Milliseconds, up to five days. */
const HOURS = fc.integer({ min: 0, max: 120 * 3_600_000 });

const windowOf = (a: number, b: number): Window => ({
  from: formatTimestamp(Math.min(a, b)),
  to: formatTimestamp(Math.max(a, b) + 1),
});

test("the whole is INTACT, and every kind of thing happened in it", async () => {
  const report = await verified(hourly, {});
  expect(said(report)).toBe("INTACT ");
  expect(report.read.seals).toBe(seals.length);
  expect(report.void.length).toBeGreaterThan(0);
  expect(report.abandoned.length).toBeGreaterThan(0);
  expect(report.missed).toEqual([]);
  expect(seals.some(({ roster }) => roster.excluded.length > 0)).toBe(true);
  expect(new Set(seals.map(({ documents }) => documents["schedule"])).size).toBe(2);
  expect(seals.some(({ slot, time }) => slot !== null && time < slot)).toBe(true);
  expect(seals.some(({ trigger }) => trigger === "manual")).toBe(true);
});

test("several threads say of it, and of a fault in it, what one says", async () => {
  expect(await verified(hourly, {}, 3)).toEqual(await verified(hourly, {}));
  const undo = plant(hourly.home.root, Object.values(FAULTS)[0] as (typeof FAULTS)[string], seals[5] as Seal);
  try {
    const report = await verified(hourly, {}, 3);
    expect(report.verdict).toBe("BROKEN");
    expect(report).toEqual(await verified(hourly, {}));
  } finally {
    undo();
  }
});

test("no window of it is BROKEN, and one is INCOMPLETE by W6 alone", async () => {
  const windows = fc.sample(instants(), { numRuns: WINDOWS, seed: SEED });
  const verdicts = new Set<string>();
  for (const [a, b] of windows) {
    const report = await verified(hourly, windowOf(a, b));
    verdicts.add(report.verdict);
    expect(["INTACT", "INCOMPLETE"], said(report)).toContain(report.verdict);
    expect(report.violations.filter(({ rule }) => rule !== "W6")).toEqual([]);
  }
  expect(verdicts).toContain("INTACT");
});

describe.each(Object.keys(FAULTS))("%s", (what) => {
  test("makes the whole BROKEN, and no window that has it INTACT", async () => {
    const within = fc.integer({ min: 1, max: seals.length - 2 });
    const seal = seals[fc.sample(within, { numRuns: 1, seed: SEED + what.length })[0] as number] as Seal;
    const undo = plant(hourly.home.root, FAULTS[what] as (typeof FAULTS)[string], seal);
    try {
      const whole = await verified(hourly, {});
      expect(whole.verdict).toBe("BROKEN");
      const at = Date.parse(seal.time);
      const hours = fc.sample(fc.tuple(HOURS, HOURS), { numRuns: Math.ceil(WINDOWS / 20), seed: SEED });
      for (const [before, after] of hours) {
        const around = await verified(hourly, windowOf(at - before, at + after));
        expect(around.verdict, `${sealKey(seal.index)} in ${JSON.stringify(around.asked)}`).not.toBe("INTACT");
      }
    } finally {
      undo();
    }
  });
});
