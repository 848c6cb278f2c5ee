// Since when findings are known, and when they were last read: by the functions that all pages use, against a plain replay.
import { describe, expect, test } from "vitest";
import { Statements } from "../../../audit/reading/statements.ts";
import type { ReadSegment } from "../../../audit/reading/read-span.ts";
import { knownSince } from "../../../evidence-schema/record/known-since.ts";
import type { Finding } from "../../../evidence-schema/record/record.ts";
import { lastRead } from "../../../evidence-schema/state/data-times.ts";
import { Chain, newTests } from "../../state/driver.ts";
import { play } from "../../state/history.ts";
import { runs } from "../../support/scale.ts";
import { reading } from "../random-segments.ts";

/** Every data time that was ever told, in plain maps: of resources, of the units they lie in, and of listings. */
class Replay {
  readonly since = new Map<string, string>();
  readonly unit = new Map<string, string>();
  readonly rows = new Map<string, string | null>();

  follow({ records, opened }: ReadSegment): void {
    if (opened.trigger !== "event") this.rows.clear();
    for (const { statement } of records) {
      const { type, body } = statement;
      if (type === "observation" || type === "context") {
        this.since.set(body.key, body.since);
        this.unit.set(body.key, body.unit);
      }
      if (type === "departure") {
        this.since.delete(body.key);
        this.unit.delete(body.key);
      }
      if (type === "coverage") for (const row of body.units) this.rows.set(row.unit, row.dataTime);
    }
  }

  /** Every time that a finding used, its resource's own among them. */
  used({ relied }: Finding, own: string | null): readonly string[] {
    const all = [
      own,
      ...relied.keys.map((key) => this.since.get(key)),
      ...relied.units.map((unit) => this.rows.get(unit)),
    ];
    return all.filter((time) => time !== null && time !== undefined).toSorted();
  }
}

type Told = { readonly key: string; readonly finding: Finding; readonly own: string | null };

/** The findings that a segment states anew, each with its own time: the data time of its resource, or the last listing of its unit if it was judged anew. */
function toldIn({ records, isFirst, state }: ReadSegment, { rows }: Replay): readonly Told[] {
  return records.flatMap(({ statement: { type, body } }): Told[] => {
    if (type === "observation" && (isFirst || !body.restated))
      return body.findings.map((finding) => ({ key: body.key, finding, own: body.dataTime ?? body.since }));
    const unit = type === "finding" ? state.entries.get(body.key)?.unit : undefined;
    return type === "finding" && unit !== undefined
      ? [{ key: body.key, finding: body.finding, own: rows.get(unit) ?? null }]
      : [];
  });
}

const HISTORIES = runs(1000);

/** `expect` takes longer than what is compared here. */
function same(found: string | null, wanted: string | null | undefined, where: string): void {
  if (found !== wanted) expect(found, where).toBe(wanted);
}

test(`in ${HISTORIES} random histories`, () => {
  const count = { findings: 0, joined: 0, aged: 0 };
  for (let seed = 31_000; seed < 31_000 + HISTORIES; seed += 1) {
    const chain = new Chain();
    play(seed, { chain: () => chain, tests: newTests });
    const [statements, replay] = [new Statements(), new Replay()];
    reading(chain, 0, (segment, at) => {
      statements.take(segment);
      replay.follow(segment);
      for (const { key, finding, own } of toldIn(segment, replay)) {
        const fresh = statements.fresh(key, finding.check);
        // A resource may be told twice in a segment: the last word is the one that stands.
        if (fresh === undefined || fresh.finding !== finding) continue;
        const used = replay.used(finding, own);
        same(fresh.said.dataTime, used.at(-1) ?? null, `seed ${seed}, segment ${at}, ${key}`);
        count.findings += 1;
        count.joined += finding.relied.keys.length + finding.relied.units.length > 0 ? 1 : 0;
      }
      for (const entry of segment.state.entries.values()) {
        for (const finding of entry.findings) {
          const units = [
            entry.unit,
            ...finding.relied.keys.map((key) => replay.unit.get(key) ?? ""),
            ...finding.relied.units,
          ];
          const rows = units.map((unit) => replay.rows.get(unit) ?? null);
          const oldest = rows.includes(null) ? null : (rows as string[]).toSorted()[0];
          same(lastRead(entry, finding, segment.state), oldest, `seed ${seed}, segment ${at}, ${entry.key}`);
          count.aged += oldest === null ? 0 : 1;
        }
      }
    });
  }
  console.log("known since, and last read:", count);
  expect(count.joined).toBeGreaterThan(HISTORIES);
  expect(count.aged).toBeGreaterThan(HISTORIES);
});

describe("the latest time among what a finding used", () => {
  const times = {
    ofKey: (key: string) => ({ old: "2026-09-01T00:00:00.000Z", new: "2026-09-03T00:00:00.000Z" })[key] ?? null,
    ofUnit: (unit: string) => ({ listed: "2026-09-04T00:00:00.000Z" })[unit] ?? null,
  };
  const relied = (keys: string[], units: string[] = []): Pick<Finding, "relied"> => ({ relied: { keys, units } });
  const own = "2026-09-02T00:00:00.000Z";

  test.each<[string, Pick<Finding, "relied">, string | null, string | null]>([
    ["its resource's own, where it used nothing else", relied([]), own, own],
    ["its resource's own, where what it used is older", relied(["old"]), own, own],
    ["that of a newer resource", relied(["old", "new"]), own, "2026-09-03T00:00:00.000Z"],
    ["that of the listing that lacks one", relied(["new"], ["listed"]), own, "2026-09-04T00:00:00.000Z"],
    ["that of what has one", relied(["old"], ["never"]), null, "2026-09-01T00:00:00.000Z"],
    ["none, where nothing has one", relied(["gone"], ["never"]), null, null],
  ])("is %s", (_, finding, ownTime, expected) => {
    expect(knownSince(finding, ownTime, times)).toBe(expected);
  });
});
