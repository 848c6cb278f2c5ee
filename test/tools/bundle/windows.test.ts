// Bundles of many windows: verify.py gives the verdict of the manifest, nothing that is cited is missing, and state is proven in time.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { formatTrust } from "../../../evidence-schema/log/trust.ts";
import { forge } from "../../support/forge/forge.ts";
import { SEALED } from "../../support/handover/sealed-bundle.ts";
import { uncited, unproven, windowOf, type WindowOf } from "../../support/bundle/window-of.ts";
import { hourlyLedger, type HourlyLedger } from "../../support/ledger/hourly/ledger.ts";
import { lateCorrections } from "../../support/ledger/late-corrections.ts";
import { quarterHome } from "../../support/ledger/quarter-home.ts";
import type { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { onDisk, saidByPython } from "../../support/ledgers-on-disk.ts";
import { runs } from "../../support/scale.ts";

const EXITS = { INTACT: 0, BROKEN: 1, INCOMPLETE: 2, STRAY: 4 };

/** An honest ledger never looks broken in a window. `isWhole`: nothing was due and not made. */
async function expectWhole(root: string, windows: readonly WindowOf[], isWhole: boolean): Promise<void> {
  const said = await saidByPython(windows.map(({ question }) => question));
  for (const [at, window] of windows.entries()) {
    const { manifest, report } = window;
    const about = JSON.stringify(manifest.window);
    expect(isWhole ? ["INTACT"] : ["INTACT", "INCOMPLETE"], `${about} ${JSON.stringify(report.violations)}`).toContain(
      manifest.verdict,
    );
    expect([said[at]?.exit, report.verdict], `${about} ${JSON.stringify(said[at]?.violations)}`).toEqual([
      EXITS[manifest.verdict],
      manifest.verdict,
    ]);
    expect(uncited(window), about).toEqual([]);
    expect(unproven(root, window), about).toEqual([]);
  }
}

describe("of the quarter, with scopes of five clouds", () => {
  let home: string;
  beforeAll(async () => void (home = await quarterHome()));

  test.each([
    ["which begins before the first record", ["--from", "2026-01-01", "--to", "2026-07-03"]],
    ["which begins at the first record and has not ended", ["--from", "2026-06-30"]],
    ["of a few days", ["--from", "2026-08-10", "--to", "2026-08-12"]],
    ["in which the tests change", ["--from", "2026-08-31T12:00:00.000Z", "--to", "2026-09-01T12:00:00.000Z"]],
    ["of a second without any seal", ["--from", "2026-08-20T12:00:00.000Z", "--to", "2026-08-20T12:00:01.000Z"]],
    [
      "which begins at a seal and ends at one",
      ["--from", "2026-08-13T06:00:30.000Z", "--to", "2026-08-14T06:00:30.000Z"],
    ],
    ["of the missed run", ["--from", "2026-08-29", "--to", "2026-08-30"]],
    ["of the newest seal alone", ["--from", "2026-10-07T07:00:30.000Z"]],
  ])("%s", async (_, span) => {
    const root = join(home, "ledger");
    await expectWhole(root, [await windowOf(root, join(home, "trust.txt"), span)], false);
  });
});

test("of two accounts whose failures began long before", async () => {
  const late = await lateCorrections();
  late.writeTrust();
  const days = [2, 5, 6, 8, 9, 10].map((day) => `2026-09-${String(day).padStart(2, "0")}`);
  const windows: WindowOf[] = [];
  for (const day of days)
    windows.push(await windowOf(late.root, join(late.home, "trust.txt"), ["--from", day, "--to", day]));
  await expectWhole(late.root, windows, false);
  // Nothing of the first days is needed for the last but one.
  expect(Math.max(...windows.map(({ manifest }) => manifest.evidence.firstSeal))).toBeGreaterThan(0);
});

/** A trust file that keeps the checkpoints of these leaves. */
function keeping(home: TemporaryLedger, leaves: readonly number[]): string {
  const kept = leaves.map((leaf) => {
    const [, size = "", root = ""] = readFileSync(
      join(home.root, "log", `${String(leaf).padStart(12, "0")}.note`),
      "utf8",
    ).split("\n");
    return { size: Number(size), root: Buffer.from(root, "base64") };
  });
  const path = join(temporaryDirectory(), "trust.txt");
  writeFileSync(path, formatTrust({ ...home.trust, kept }));
  return path;
}

describe("of a ledger of hours, with events, acts, restarts, void leaves and excluded scopes", () => {
  let hourly: HourlyLedger;
  let notes: number[];
  beforeAll(async () => {
    hourly = await hourlyLedger(180, 25);
    const names = readdirSync(join(hourly.home.root, "log")).filter((name) => name.endsWith(".note"));
    notes = names.map((name) => Number(name.slice(0, 12))).toSorted((a, b) => a - b);
  });
  const iso = (ms: number): string => new Date(ms).toISOString();

  test("whatever the window, and whichever checkpoints were kept", async () => {
    const { home, first, last } = hourly;
    const hour = fc.integer({ min: -5, max: Math.floor((last - first) / 3_600_000) });
    const asked = fc.sample(
      fc.record({
        begin: hour,
        length: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 150 })),
        offset: fc.integer({ min: 0, max: 3_599_999 }),
        kept: fc.array(fc.nat({ max: notes.length - 1 }), { maxLength: 3 }),
      }),
      { numRuns: runs(60), seed: 25 },
    );
    const windows: WindowOf[] = [];
    for (const { begin, length, offset, kept } of asked) {
      const from = Math.min(first + begin * 3_600_000 + offset, last - 1);
      const to = Math.max(from + length * 3_600_000, first + 3_600_000);
      const trust = keeping(
        home,
        kept.map((at) => notes[at] as number),
      );
      windows.push(await windowOf(home.root, trust, ["--from", iso(from), "--to", iso(to)]));
    }
    expect(new Set(windows.map(({ manifest }) => manifest.evidence.firstSeal)).size).toBeGreaterThan(1);
    await expectWhole(home.root, windows, true);
  });

  test("a checkpoint that was kept after the last seal has all leaves up to it, and one of another log is found", async () => {
    const { home, first } = hourly;
    const newest = notes.at(-1) as number;
    const span = ["--from", iso(first + 30 * 3_600_000), "--to", iso(first + 40 * 3_600_000)];
    const good = await windowOf(home.root, keeping(home, [newest, 3]), span);
    expect(good.manifest.evidence.lastSeal).toBeLessThan(newest);
    expect(good.files.has(`evidence/log/${String(newest).padStart(12, "0")}.json`)).toBe(true);
    await expectWhole(home.root, [good], true);
    const path = keeping(home, [newest]);
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(/^(checkpoint \d+ ).*/m, `$1${Buffer.alloc(32).toString("base64")}`),
    );
    const other = await windowOf(home.root, path, span);
    expect([other.manifest.verdict, other.report.verdict]).toEqual(["BROKEN", "BROKEN"]);
    expect((await saidByPython([other.question]))[0]?.exit).toBe(1);
  });
});

test("attachments that acts name go along, whenever they were recorded", async () => {
  const sealed = { forged: () => forge(SEALED), now: "2026-12-01T00:00:00.000Z" };
  await onDisk([sealed], async ([ledger]) => {
    const { ledger: root = "", trustFile = "" } = ledger ?? {};
    const seals = readdirSync(join(root, "log")).filter((name) => name.endsWith(".json"));
    const times = seals.map(
      (name) => (JSON.parse(readFileSync(join(root, "log", name), "utf8")) as { time: string }).time,
    );
    const attachments = readdirSync(join(root, "attachments")).map((name) => `evidence/attachments/${name}`);
    expect(attachments).toHaveLength(1);
    // Before the act, and after it.
    const before = await windowOf(root, trustFile, ["--from", times[0] as string, "--to", times[1] as string]);
    const after = await windowOf(root, trustFile, ["--from", times[3] as string]);
    expect(attachments.filter((name) => after.files.has(name))).toEqual(attachments);
    expect(attachments.filter((name) => before.files.has(name))).toEqual([]);
    await expectWhole(root, [before, after], true);
  });
});
