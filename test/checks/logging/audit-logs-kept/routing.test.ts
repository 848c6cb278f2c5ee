// Log sinks of a project and of what it lies in: a model that routes every entry says which verdicts are true.
import fc from "fast-check";
import { expect, test } from "vitest";
import { auditLogsKept } from "../../../../checks/logging/audit-logs-kept/index.ts";
import { gcp } from "../../../../checks/logging/audit-logs-kept/gcp.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { runs } from "../../../support/scale.ts";
import { judgeCase } from "../../judge-case.ts";
import { above, at, bucket, dataAccess, elsewhere, project, related, sink } from "./project.ts";

/** Entries of the log of Data Access, by their severity. */
const ENTRIES = ["INFO", "ERROR"] as const;
type Entry = (typeof ENTRIES)[number];

/** Filters, each with the entries that match. */
const FILTERS: { readonly [filter: string]: readonly Entry[] } = {
  "": ENTRIES,
  [dataAccess]: ENTRIES,
  "severity>=ERROR": ["ERROR"],
  'LOG_ID("requests")': [],
};

/** Destinations: whether entries are kept long enough; null where that hangs on the sinks of another project. */
const DESTINATIONS: { readonly [destination: string]: boolean | null } = {
  [at("long")]: true,
  [at("short")]: false,
  [at("gone")]: false,
  [at("long", "nl-logs")]: true,
  [at("short", "nl-logs")]: false,
  "pubsub.googleapis.com/projects/nl-prod/topics/siem": false,
  "storage.googleapis.com/nl-archive": null,
  "logging.googleapis.com/projects/nl-logs": null,
};

const filter = fc.constantFrom(...Object.keys(FILTERS));
const modelled = fc.record({
  height: fc.nat({ max: 2 }),
  filter,
  exclusion: fc.option(
    filter.filter((text) => text !== ""),
    { freq: 1 },
  ),
  disabled: fc.nat({ max: 4 }).map((one) => one === 0),
  intercepts: fc.boolean(),
  destination: fc.constantFrom(...Object.keys(DESTINATIONS)),
});
type Modelled = typeof modelled extends fc.Arbitrary<infer Model> ? Model : never;

const isIntercepting = ({ height, intercepts }: Modelled): boolean => height > 0 && intercepts;
// Google lets an intercepting sink lead to a project alone.
const destinationOf = (one: Modelled): string =>
  isIntercepting(one) ? "logging.googleapis.com/projects/nl-logs" : one.destination;

const takes = ({ filter: taken, exclusion, disabled }: Modelled, entry: Entry): boolean =>
  !disabled && FILTERS[taken]!.includes(entry) && !(exclusion !== null && FILTERS[exclusion]!.includes(entry));

/** Whether an entry is kept long enough: from the organization down, until a sink intercepts it. */
function isKept(sinks: readonly Modelled[], entry: Entry): boolean | null {
  let kept: boolean | null = false;
  for (const height of [2, 1, 0]) {
    const taking = sinks.filter((one) => one.height === height && takes(one, entry));
    for (const one of taking) {
      const there = DESTINATIONS[destinationOf(one)] as boolean | null;
      if (there === true || kept === false) kept = there;
    }
    if (taking.some(isIntercepting)) break;
  }
  return kept;
}

function rowOf(one: Modelled, index: number): Json {
  const members = {
    filter: one.filter,
    disabled: one.disabled,
    exclusions: one.exclusion === null ? [] : [{ filter: one.exclusion }],
  };
  const row = sink(`sink-${index}`, destinationOf(one), members) as { readonly [member: string]: Json };
  return one.height === 0 ? row : { ...row, Height: one.height, interceptChildren: isIntercepting(one) };
}

test("a pass has every entry kept, and a fail has one that nobody keeps", () => {
  const seen = { pass: 0, fail: 0, indeterminate: 0, "not-applicable": 0 };
  fc.assert(
    fc.property(fc.array(modelled, { maxLength: 4 }), (sinks) => {
      const rows = (ofProject: boolean): Json[] =>
        sinks.flatMap((one, index) => ((one.height === 0) === ofProject ? [rowOf(one, index)] : []));
      const { verdict } = judgeCase(auditLogsKept, gcp, {
        name: "modelled",
        slice: project,
        related: {
          ...related(rows(true), [bucket("long", 400), bucket("short", 30)]),
          ...above("folder", "organization"),
          sinksAbove: { rows: rows(false) },
          destinations: { rows: [elsewhere("long", 400), elsewhere("short", 30)] },
        },
        expect: "pass",
      });
      seen[verdict.outcome] += 1;
      const kept = ENTRIES.map((entry) => isKept(sinks, entry));
      if (verdict.outcome === "pass") expect(kept).toEqual([true, true]);
      if (verdict.outcome === "fail") expect(kept).toContain(false);
    }),
    { numRuns: runs(20_000) },
  );
  // A check that never comes to a verdict would be true of everything.
  for (const outcome of ["pass", "fail", "indeterminate"] as const) expect(seen[outcome]).toBeGreaterThan(runs(1000));
});
