// Derived tables over chains that are not as they were sealed: what is known of a scope before, and nothing of it after.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { controlDaysIn } from "../../../audit/tables/days/control-days-in.ts";
import { openTables, type Tables } from "../../../audit/tables/database.ts";
import { differing, dumpOf } from "../../../audit/tables/dump.ts";
import { failuresIn } from "../../../audit/tables/failures-in.ts";
import { policyTimes } from "../../../audit/tables/policy/policy-times.ts";
import type { Row } from "../../../audit/tables/rows.ts";
import { ACTS_SCOPE, parseObjectKey } from "../../../evidence-schema/keys/object-key.ts";
import { BREAKINGS, segmentsOf, type Breaking } from "../../support/ledger/broken-chains.ts";
import { A, at, lateCorrections } from "../../support/ledger/late-corrections.ts";
import { leavesOf, objectsOf, upTo, type Objects } from "../../support/ledger/ledger-in-memory.ts";
import { B } from "../../support/ledger/observed-cloud.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { historyOf } from "../../support/model/history.ts";
import { glyphs } from "../../support/period/history.ts";
import { runs } from "../../support/scale.ts";

let whole: Objects;
beforeAll(async () => {
  whole = objectsOf(await lateCorrections());
});

/** The ledger in which a segment of a scope, by its place among them, is broken. */
function brokenAt(scope: string, nth: number, breaking: Breaking, of: Objects = whole): Map<string, Buffer> {
  const objects = new Map(of);
  const keys = segmentsOf(objects, scope);
  breaking(objects, keys.at(nth) as string, keys);
  return objects;
}

const missing = BREAKINGS["the object is missing"] as Breaking;

async function made(objects: Objects, path: string | null = null, leaves?: number): Promise<Tables> {
  return openTables({ ledger: await upTo(objects, leaves), path });
}

const OF_SCOPE = ["resource", "label", "result", "failure", "unit", "listing", "gap"];

/** Rows of a scope in the tables that reading it writes. */
const rowsOf = ({ rows }: Tables, scope: string): Row[][] =>
  OF_SCOPE.map((table) => rows.all(`select * from ${table} where scope = :scope`, { scope }));

describe("a segment that is not as it was sealed", () => {
  // One segment of each scope a day: the fifth is of the fifth day, and the last of the tenth.
  describe.each([
    ["the first", 0, 1],
    ["the fifth", 4, 5],
    ["the last", -1, 10],
  ] as const)("%s", (_, nth, day) => {
    test.each(Object.entries(BREAKINGS))("%s", async (name, breaking) => {
      const objects = brokenAt(A, nth, breaking);
      const key = segmentsOf(whole, A).at(nth) as string;
      const [tables, before, intact] = [
        await made(objects),
        await made(whole, null, nth < 0 ? leavesOf(whole) - 1 : nth),
        await made(whole),
      ];
      expect(tables.broken).toMatchObject([
        { scope: A, object: key, from: `2026-09-${String(day).padStart(2, "0")}T06:01:00.000Z` },
      ]);
      expect(tables.broken[0]?.said).toMatch(/^[^\n]+$/);
      expect(tables.broken[0]?.said.startsWith(key), name).toBe(true);
      // The tables know of it what they knew before. They tell of the other scope as if nothing were broken.
      expect(rowsOf(tables, A)).toEqual(rowsOf(before, A));
      expect(rowsOf(tables, B)).toEqual(rowsOf(intact, B));
      const run = tables.rows.all(`select object from segment where scope = :scope and trigger_kind is not null`, {
        scope: A,
      });
      expect(run).toHaveLength(nth < 0 ? 8 : nth);
      for (const each of [tables, before, intact]) each.rows.database.close();
    });
  });

  test("of two scopes: each is told, each from its own time on", async () => {
    const objects = brokenAt(B, 2, missing, brokenAt(A, 4, missing));
    const { broken, rows } = await made(objects);
    expect(broken.map(({ scope, from }) => [scope, from.slice(0, 10)])).toEqual([
      [A, "2026-09-05"],
      [B, "2026-09-03"],
    ]);
    rows.database.close();
  });
});

describe("days and failures", () => {
  const window = { from: Date.parse(at(1, 0)), to: Date.parse(at(11, 0)) };

  async function asked(objects: Objects) {
    const ledger = await upTo(objects);
    const { rows, basis } = await openTables({ ledger, path: null });
    const policy = await policyTimes(ledger, rows);
    const until = Date.parse(basis?.sealTime ?? "");
    const days = controlDaysIn(rows, policy, { window, zone: "UTC", until });
    const failures = failuresIn(rows, policy, { window, until, severityOf: () => null });
    rows.database.close();
    return {
      days: Object.fromEntries(days.map(({ control, days: of }) => [control, glyphs(of)])),
      marks: days.find(({ control }) => control === "C-NOW")?.days.map(({ marks }) => marks.includes("not observed")),
      failures: failures.filter(({ scope, counted }) => scope === A && counted?.control === "C-3D"),
    };
  }

  test("from the break on no day is met, and each day before stays as it was", async () => {
    const [intact, broken] = [await asked(whole), await asked(brokenAt(A, 4, missing))];
    expect(intact.days).toEqual({ "C-3D": "ttttXXX?at", "C-NOW": "XXXXXXXXaX", "C-NET": "~...ttt?~." });
    // Failures that were open are presumed to go on, as where no run was made: past their limit a day is not met, and not observed beside that.
    expect(broken).toMatchObject({ days: { "C-3D": "tttt??????", "C-NOW": "XXXXXXXXXX", "C-NET": "~...??????" } });
    expect(broken.marks).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((day) => day >= 5));
  });

  test("a failure that was open neither ends nor is confirmed", async () => {
    const { failures } = await asked(brokenAt(A, 4, missing));
    const late = failures.find(({ key }) => key === "late");
    expect(late?.failure).toMatchObject({ to: null, ended: "open", lastBad: Date.parse(at(4)) });
    expect(late?.counted).toMatchObject({ status: "possible exception", lateSeen: 0 });
    // It began after the break: nobody has read it.
    expect(failures.find(({ key }) => key === "sourced")).toBeUndefined();
  });

  test("of a scope of which nothing could be read no day is observed", async () => {
    const { days } = await asked(brokenAt(B, 0, missing));
    expect(days["C-NET"]).toBe("??????????");
  });
});

describe("tables that are extended", () => {
  const path = (): string => join(temporaryDirectory(), "tables.db");

  test("break between two extensions, stay broken, and are healed: each time as if made at once", async () => {
    const [file, leaves] = [path(), leavesOf(whole)];
    const objects = brokenAt(A, 5, missing);
    for (const [step, [of, upto, broken]] of (
      [
        [whole, 4, 0],
        [objects, 6, 1],
        [objects, 6, 1],
        [objects, leaves, 1],
        // Put back, with nothing sealed since.
        [whole, leaves, 0],
        [objects, leaves, 0],
      ] as const
    ).entries()) {
      const extended = await made(of, file, upto);
      expect(extended.broken, `step ${step}`).toHaveLength(broken);
      expect(extended.made).toBe(step === 0 ? "there were none" : null);
      // The last step breaks what the rows were made from: it is not read again.
      const anew = await made(step === 5 ? whole : of, null, upto);
      expect(differing(dumpOf(extended.rows), dumpOf(anew.rows)), `step ${step}`).toEqual([]);
      for (const each of [extended, anew]) each.rows.database.close();
    }
    rmSync(file);
  });

  const HISTORIES = runs(20, 2);
  test(`${HISTORIES} random histories with random breaks, extended and made at once`, async () => {
    const seen = { broken: 0, healed: 0, kept: 0 };
    for (let seed = 1; seed <= HISTORIES; seed += 1) {
      const { objects } = (await historyOf(seed)).end;
      const [file, leaves] = [path(), leavesOf(objects)];
      const scopes = [...new Set([...objects.keys()].flatMap((key) => scopeOf(key)))];
      let place = 0;
      for (let upto = 1 + (seed % 3); upto <= leaves; upto += 1 + (seed % 2)) {
        // Either an object that was sealed since the last extension is broken, or all objects are there again.
        const fresh = await sealedSince(objects, place, upto);
        const key = fresh[(seed * 7 + upto) % Math.max(1, fresh.length)];
        const breaking = Object.values(BREAKINGS)[(seed + upto) % 4] as Breaking;
        const now = new Map(objects);
        if (key !== undefined && (seed + upto) % 3 !== 0) {
          const scope = scopes.find((each) => segmentsOf(objects, each).includes(key)) as string;
          breaking(now, key, segmentsOf(objects, scope));
        }
        const [extended, anew] = [await made(now, file, upto), await made(now, null, upto)];
        expect(differing(dumpOf(extended.rows), dumpOf(anew.rows)), `seed ${seed}, up to ${upto}`).toEqual([]);
        seen.broken += extended.broken.length;
        if (extended.broken.length === 0 && place > 0) seen.healed += 1;
        if (extended.broken.some(({ scope }) => rowsOf(extended, scope).some((of) => of.length > 0))) seen.kept += 1;
        for (const each of [extended, anew]) each.rows.database.close();
        place = upto;
      }
      rmSync(file, { force: true });
    }
    for (const [what, count] of Object.entries(seen)) expect([what, count > 0]).toEqual([what, true]);
  });

  const scopeOf = (key: string): string[] => {
    const parsed = parseObjectKey(key);
    return parsed?.class === "segment" && parsed.scope !== ACTS_SCOPE ? [parsed.scope] : [];
  };

  async function sealedSince(objects: Objects, place: number, upto: number): Promise<string[]> {
    const { rows } = await made(objects, null, upto);
    const fresh = rows.all(`select object from segment where leaf >= :place order by scope, gen, first`, { place });
    rows.database.close();
    return fresh.map(({ object }) => String(object));
  }
});

describe("what concerns all scopes refuses everything", () => {
  test.each([
    [
      "a seal",
      (key: string) => key.startsWith("log/") && key.includes("0003") && parseObjectKey(key)?.class === "seal",
    ],
    ["an act", (key: string) => key.startsWith("records/provider=tidemark/")],
    ["the controls", (key: string) => key.startsWith("documents/controls/")],
  ])("%s is missing", async (_, isIt) => {
    const objects = new Map(whole);
    const key = [...objects.keys()].filter(isIt).at(-1) as string;
    objects.delete(key);
    await expect(made(objects)).rejects.toThrow(key);
  });
});
