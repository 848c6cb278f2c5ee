// How a control stands in each situation: met only where all was read and nothing fails for longer than it may.
import { describe, expect, test } from "vitest";
import { controlStanding, type Moment, type Stands } from "../../../audit/standing/control-standing.ts";
import type { NotPlanned } from "../../../audit/standing/not-planned.ts";
import type { Result } from "../../../audit/standing/result.ts";
import { waiverAt, type WaiverInForce } from "../../../audit/standing/in-force/waivers-in-force.ts";
import { controlLines } from "../../../cli/pages/page.ts";
import type { ControlEntry } from "../../../controls/controls-document.ts";
import { covers } from "../../../controls/waiver.ts";
import type { Finding, Outcome } from "../../../evidence-schema/record/record.ts";
import type { Entry } from "../../../evidence-schema/state/entry.ts";

const NOW = "2026-09-08T00:00:00.000Z";
const CHECK = "storage-encrypted";
const TYPE = "AWS::S3::Bucket";
const DENIED = { code: "denied", detail: "s3:ListAllMyBuckets" } as const;

function result(outcome: Outcome, members: Partial<Result> = {}, check = CHECK): Result {
  const problem = outcome === "indeterminate" ? DENIED : null;
  const held = { as: "baseline", outcome: null, version: null, lanes: null, opened: null } as const;
  const said = { check, version: "1-0", lanes: "", outcome, because: "", facts: {}, basis: "configured" } as const;
  const finding: Finding = { ...said, problem, relied: { keys: [], units: [] }, held, transition: null };
  const named = { key: "one", incarnation: "1", unit: `${TYPE}@eu-central-1`, region: null, name: null, labels: {} };
  const rest = { createdAt: null, from: null, projection: {}, tests: "0".repeat(64), since: NOW };
  const entry: Entry = { ...named, ...rest, findings: [finding] };
  return {
    scope: "aws/1",
    entry,
    finding,
    outcome,
    problem,
    lastRead: NOW,
    place: "production",
    owner: null,
    waiver: null,
    ...members,
  };
}

/** A waiver of everything that ends at `end`. */
const waiverUntil = (end: string): WaiverInForce => {
  const start = "2026-09-01T00:00:00.000Z";
  const people = { requester: "person:1", approver: "person:2" };
  const match = { checks: [CHECK], resources: { scopes: ["*"] } };
  const waiver = { id: "W", risk: "", reason: "", ticket: "", ...people, from: start, until: end, match };
  return { terms: waiver, recorded: start, record: "", start, end };
};

/** One that fails, under a waiver that ends at `end`, as far as that counts now. */
function failing(end: string): Result[] {
  const { entry } = result("fail");
  const subject = { scope: "aws/1", key: entry.key, type: TYPE, region: null, labels: {} };
  const waiver = waiverAt([waiverUntil(end)], NOW, (each) => covers(each, CHECK, subject));
  return [result("fail", { waiver })];
}

const mapping = (check: string): ControlEntry["checks"][number] => ({ check, reason: "because" });
const control: ControlEntry = {
  id: "C-1",
  statement: "Storage is encrypted.",
  criteria: ["CC6.1"],
  frameworks: {},
  owner: null,
  frequency: "continuous",
  correctWithin: "P7D",
  from: null,
  until: null,
  checks: [mapping(CHECK)],
};
const moment: Moment = {
  instant: NOW,
  asked: new Map([[CHECK, { types: new Set([`aws ${TYPE}`]), regional: new Set(["aws"]) }]]),
  notPlanned: [],
  unread: [],
  stale: [],
  limitFrom: () => "2026-09-01T00:00:00.000Z",
};

const pass = result("pass");
const fail = result("fail");
const outside = { place: "out" } as const;
const failedScope = { name: "aws/1", provider: "aws", type: null };
const unreadUnit = { name: `aws/1 ${TYPE}@eu`, provider: "aws", type: TYPE };
const recent: Partial<Moment> = { limitFrom: () => "2026-09-01T00:00:00.001Z" };

const missing = (members: Partial<NotPlanned>): NotPlanned => ({
  provider: "aws",
  regions: [],
  regionsOf: [],
  planned: 1,
  scopes: [],
  scopesOf: [],
  ...members,
});
/** The check, where it asks only what an account has once. */
const once: Moment["asked"] = new Map([[CHECK, { types: new Set([`aws ${TYPE}`]), regional: new Set() }]]);

type Known = Partial<Moment>;
type Situation = [string, Stands, readonly Result[], Known?, Partial<ControlEntry>?];
const SITUATIONS: readonly Situation[] = [
  ["all pass", "met", [pass, pass]],
  ["one passes and one is not applicable", "met", [pass, result("not-applicable")]],
  ["one fails for exactly as long as it may", "not met", [pass, fail]],
  ["one fails for a millisecond less", "met", [pass, fail], recent],
  ["one fails now where nothing may", "not met", [fail], { limitFrom: () => NOW }, { correctWithin: "PT0H" }],
  ["one fails, one can't be told", "not met", [fail, result("indeterminate")]],
  ["one can't be told", "not observed", [pass, result("indeterminate")]],
  ["one can't be told, and one is being corrected", "not observed", [fail, result("indeterminate")], recent],
  ["one of another check can't be told", "met", [pass, result("indeterminate", {}, "another")]],
  ["one outside the boundary can't be told", "met", [pass, result("indeterminate", outside)]],
  ["a unit that it asks is unread", "not observed", [pass], { unread: [unreadUnit] }],
  ["a unit of another type is unread", "met", [pass], { unread: [{ ...unreadUnit, type: "AWS::EC2::VPC" }] }],
  ["a unit of that type's name elsewhere", "met", [pass], { unread: [{ ...unreadUnit, provider: "gcp" }] }],
  ["a scope failed", "not observed", [pass], { unread: [failedScope] }],
  ["a scope failed, and there is nothing else", "not observed", [], { unread: [failedScope] }],
  ["a scope failed that it does not ask", "met", [pass], { unread: [{ ...failedScope, provider: "gcp" }] }],
  ["a scope failed, and one fails", "not met", [fail], { unread: [failedScope] }],
  [
    "a region that is turned on is not read",
    "not observed",
    [pass],
    { notPlanned: [missing({ regions: ["aws/1 us-east-1"] })] },
  ],
  [
    "a region of another cloud is not read",
    "met",
    [pass],
    { notPlanned: [missing({ provider: "gcp", regions: ["gcp/1 eu"] })] },
  ],
  [
    "a region is not read, and it asks what an account has once",
    "met",
    [pass],
    { notPlanned: [missing({ regions: ["aws/1 us-east-1"] })], asked: once },
  ],
  ["an account was found and not enrolled", "not observed", [pass], { notPlanned: [missing({ scopes: ["aws/2"] })] }],
  [
    "an account was found, and it asks what an account has once",
    "not observed",
    [pass],
    { notPlanned: [missing({ scopes: ["aws/2"] })], asked: once },
  ],
  [
    "a project was found that it does not ask",
    "met",
    [pass],
    { notPlanned: [missing({ provider: "gcp", scopes: ["gcp/2"] })] },
  ],
  ["an account's regions can't be listed", "not observed", [pass], { notPlanned: [missing({ regionsOf: ["aws/1"] })] }],
  [
    "an account's regions can't be listed, and it asks what an account has once",
    "met",
    [pass],
    { notPlanned: [missing({ regionsOf: ["aws/1"] })], asked: once },
  ],
  ["accounts can't be listed", "not observed", [pass], { notPlanned: [missing({ scopesOf: ["aws/o-1"] })] }],
  [
    "projects can't be listed, and it asks none",
    "met",
    [pass],
    { notPlanned: [missing({ provider: "gcp", scopesOf: ["gcp/organizations/1"] })] },
  ],
  ["an account was found, and one fails", "not met", [fail], { notPlanned: [missing({ scopes: ["aws/2"] })] }],
  ["every region is read", "met", [pass], { notPlanned: [missing({})] }],
  ["all checks disabled", "not observed", [], { asked: new Map() }],
  [
    "all checks disabled, one mapped twice",
    "not observed",
    [],
    { asked: new Map() },
    { checks: [mapping(CHECK), mapping(CHECK)] },
  ],
  ["one of two checks disabled", "met", [pass], {}, { checks: [mapping(CHECK), mapping("another")] }],
  ["there is nothing", "no items", []],
  ["nothing applies", "no items", [result("not-applicable")]],
  ["nothing applies within, and something is outside", "no items", [result("not-applicable"), result("fail", outside)]],
  ["all is outside the boundary", "out of scope", [result("fail", outside), result("pass", outside)]],
  ["all is in a sandbox", "out of scope", [result("fail", { place: "sandbox" })]],
  ["one that supports fails", "not met", [result("fail", { place: "supporting" })]],
  ["it begins later", "not in effect", [fail], {}, { from: "2026-09-08T00:00:00.001Z" }],
  ["it begins now", "not met", [fail], {}, { from: NOW }],
  ["it ends now", "not in effect", [fail], {}, { until: NOW }],
  ["it ends later", "not met", [fail], {}, { until: "2026-09-08T00:00:00.001Z" }],
  ["the one that fails is waived", "met", failing("2026-09-08T00:00:00.001Z")],
  ["the waiver ends now", "not met", failing(NOW)],
  ["one is waived and another fails", "not met", [...failing("2026-10-01T00:00:00.000Z"), fail]],
];

describe("a control", () => {
  test.each<Situation>(SITUATIONS)("where %s is %s", (...[, stands, results, known, members]) => {
    expect(controlStanding({ ...control, ...members }, results, { ...moment, ...known }).stands).toBe(stands);
  });

  test("says how many regions are not read, of how many, and which scopes nobody enrolled", () => {
    const regions = Array.from({ length: 37 }, (_, at) => `aws/1 region-${at}`);
    const known = [
      missing({ regions, scopes: ["aws/2"], scopesOf: ["aws/o-parent"], regionsOf: ["aws/3"] }),
      missing({ provider: "gcp", scopes: ["gcp/9"], scopesOf: ["gcp/8"], regionsOf: ["gcp/7"] }),
    ];
    expect(controlStanding(control, [pass], { ...moment, notPlanned: known }).notPlanned).toEqual({
      regions: 37,
      of: 38,
      scopes: ["aws/2"],
      regionsOf: ["aws/3"],
      scopesOf: ["aws/o-parent"],
    });
  });

  test("tells its fails apart, and counts what is within the boundary alone", () => {
    const [late, early] = [result("fail"), result("fail")];
    const [waived] = failing("2026-10-01T00:00:00.000Z") as [Result];
    const results = [late, early, waived, pass, result("fail", outside), result("fail", {}, "another")];
    const limitFrom = (of: Result): string => (of === early ? NOW : "2026-09-01T00:00:00.000Z");
    const standing = controlStanding(control, results, { ...moment, limitFrom, unread: [failedScope, unreadUnit] });
    expect(standing).toMatchObject({
      counts: { pass: 1, fail: 3, indeterminate: 0, "not-applicable": 0 },
      unread: [failedScope.name, unreadUnit.name],
      notAsked: [],
      outside: 1,
    });
    expect(standing.deviating).toEqual([late]);
    expect(standing.deviating[0]).toBe(late);
    expect(standing.correcting[0]).toBe(early);
    expect(standing.waived).toEqual([waived]);
  });

  test("counts apart what the provider does, and what does not apply by the company's statement", () => {
    const resting = (of: Result, basis: string): Result => ({ ...of, finding: { ...of.finding, basis } });
    const results = [
      pass,
      resting(pass, "provider"),
      resting(result("indeterminate"), "provider"),
      result("not-applicable"),
      resting(result("not-applicable"), "stated"),
      resting(result("not-applicable", outside), "stated"),
    ];
    const standing = controlStanding(control, results, moment);
    expect(standing).toMatchObject({
      stands: "not observed",
      counts: { pass: 2, indeterminate: 1, "not-applicable": 2 },
      byProvider: 1,
      stated: 1,
    });
    expect(controlLines({ controls: [standing] })[0]).toMatch(
      / {2}2 pass \(1 by the provider\) {2}1 not applicable by the company's statement {2}1 not observed/,
    );
  });

  test("is never met by the company's statement alone", () => {
    const stated = result("not-applicable");
    const results = [{ ...stated, finding: { ...stated.finding, basis: "stated" } }];
    expect(controlStanding(control, results, moment).stands).toBe("no items");
  });
});
