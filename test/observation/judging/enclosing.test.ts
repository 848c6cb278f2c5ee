// A grant that a project inherits is judged at its folder, if that is enrolled: against a specification, whatever happens in between.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { LEAF } from "../../../evidence-schema/keys/scope-kind.ts";
import { defineCheck } from "../../../checks/check.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  inScope,
  notApplicable,
  pass,
  relation,
  type Evaluator,
} from "../../../checks/kernel.ts";
import type { ReadRequest, ScopeReading, Snapshot } from "../../../collectors/port.ts";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import { LiveCloud } from "../../support/ledger/live-cloud.ts";
import { readSegments } from "../../support/ledger/read-segments.ts";
import { INTACT, TemporaryLedger, type ObservedRun } from "../../support/ledger/temporary-ledger.ts";
import { runs } from "../../support/scale.ts";

const GRANT = "test/grant";
const PROJECT = "gcp/projects/1";
const FOLDERS = ["gcp/folders/a", "gcp/folders/b"] as const;
type Folder = (typeof FOLDERS)[number];

const Grant = z.object({ id: z.string(), at: z.string(), holder: z.string() });
type Grant = z.infer<typeof Grant>;

const above = relation({
  type: GRANT,
  kind: "folders",
  within: "scope",
  global: true,
  reads: z.object({ id: z.string() }),
  on: ({ id }) => [id],
  asked: ({ id, at }: Grant) => (at.startsWith("gcp/folders/") ? [inScope(at, id)] : []),
});

const grants = defineEvaluator({
  provider: "gcp",
  kinds: [LEAF, "folders"],
  resourceType: GRANT,
  global: true,
  reads: Grant,
  related: { above },
  evaluate({ id, at, holder }, { related }) {
    const found = at.startsWith("gcp/folders/") ? related.above(inScope(at, id)).find(() => true) : null;
    if (found?.is === "unknown") return indeterminate(found.problem);
    if (found?.is === "found") return notApplicable("it is judged at its folder");
    return holder === "bad" ? fail("a bad holder") : pass("a good holder");
  },
});

const CHECKS = [
  {
    parameters: {},
    check: defineCheck({
      id: "good-holders",
      version: 1,
      domain: "identity",
      title: "Holders are good",
      requirement: "test",
      rationale: "test",
      remediation: {},
      limits: "test",
      severity: "low",
      parameters: z.object({}),
      references: [],
      evaluators: [grants as Evaluator],
    }),
  },
];

class Grants extends LiveCloud {
  override readonly lanes = { [GRANT]: "memory" };
  /** A lane for each folder: a grant that changes hands is rejudged. */
  readonly lanesOf = Object.fromEntries(FOLDERS.map((folder) => [folder, { [GRANT]: `memory ${folder}` }]));
  override readonly globals = new Set([GRANT]);
  /** Folders that nobody may read. */
  readonly denied = new Set<string>();

  override async read(request: ReadRequest, emit: (item: Snapshot) => void): Promise<ScopeReading> {
    const reading = await super.read(request, this.denied.has(request.scope) ? () => undefined : emit);
    if (!this.denied.has(request.scope)) return reading;
    const problem = { code: "denied", detail: "folders.getIamPolicy" } as const;
    const refused = { complete: false, dataTime: null, listed: 0, problem };
    return { ...reading, units: reading.units.map((unit) => ({ ...unit, ...refused })) };
  }
}

/** A project below two folders, each with a grant of its own that stays. */
class Estate {
  readonly home: TemporaryLedger;
  readonly cloud: Grants;
  readonly enrolled = new Set<Folder>();
  readonly excluded = new Set<Folder>();
  /** The grant that each folder gives beside the one that stays: its holder, and whether the folder's own list lacks it. */
  readonly given = new Map<Folder, { holder: string; isHidden: boolean }>();
  #runs = 0;

  constructor(home: TemporaryLedger) {
    this.home = home;
    this.cloud = new Grants(home.clock.text);
    for (const folder of FOLDERS) this.#put(folder, "stays", "good", false);
    this.cloud.put(PROJECT, "own", GRANT, { id: "own", at: PROJECT, holder: "good" });
  }

  static async create(): Promise<Estate> {
    return new Estate(await TemporaryLedger.create());
  }

  #put(folder: Folder, name: string, holder: string, isHidden: boolean): void {
    const [key, body] = [`${folder}/${name}`, { id: name, at: folder, holder }];
    this.cloud.put(PROJECT, key, GRANT, body);
    if (isHidden) this.cloud.remove(folder, key);
    else this.cloud.put(folder, key, GRANT, body);
  }

  give(folder: Folder, holder: string, isHidden = false): void {
    this.given.set(folder, { holder, isHidden });
    this.#put(folder, "given", holder, isHidden);
  }

  take(folder: Folder): void {
    this.given.delete(folder);
    for (const scope of [PROJECT, folder]) this.cloud.remove(scope, `${folder}/given`);
  }

  enrol(folder: Folder, is: boolean): void {
    if (is) this.enrolled.add(folder);
    else if (this.enrolled.delete(folder)) this.excluded.add(folder);
    if (is) this.excluded.delete(folder);
  }

  run(): Promise<ObservedRun> {
    this.home.clock.advance(600);
    this.#runs += 1;
    return this.home.run({
      reader: this.cloud,
      run: `run-${this.#runs}`,
      checks: CHECKS,
      scopes: [PROJECT, ...this.enrolled].map((scope) => ({ scope, regions: [] })),
      excluded: [...this.excluded].map((scope) => ({ scope, reason: "sold", approver: "CISO" })),
    });
  }

  /** What a run now has to say of the given grant of a folder, in the project and in the folder. */
  expected(folder: Folder): { readonly project: string; readonly folder: string } {
    const given = this.given.get(folder);
    const judged = given?.holder === "bad" ? "fail" : "pass";
    if (!this.enrolled.has(folder)) return { project: given === undefined ? "nothing" : judged, folder: "nothing" };
    if (this.cloud.denied.has(folder))
      return { project: given === undefined ? "nothing" : "indeterminate: denied", folder: "?" };
    if (given === undefined) return { project: "nothing", folder: "nothing" };
    return given.isHidden ? { project: judged, folder: "nothing" } : { project: "not-applicable", folder: judged };
  }

  records(scope: string): readonly ChainRecord[] {
    return readSegments(this.home, scope).at(-1)?.records ?? [];
  }
}

function said({ observed }: ObservedRun, scope: string, key: string): string {
  const state = observed.find((each) => each.scope === scope)?.state;
  const entry = state?.entries.get(key);
  const finding = entry?.findings[0];
  if (state === undefined || entry === undefined || finding === undefined) return "nothing";
  const { outcome, problem } = state.effective(entry, finding);
  return problem === null ? outcome : `${outcome}: ${problem.code}`;
}

/** Transitions of results on resources that `counts` takes, all of them if it is left out. */
const transitions = ({ observed }: ObservedRun, counts = (_key: string): boolean => true): (string | null)[] =>
  observed.flatMap(({ changes }) =>
    changes.flatMap((change) => (change.is === "finding" && counts(change.key) ? [change.finding.transition] : [])),
  );

const folder = fc.constantFrom(...FOLDERS);
const step = fc.oneof(
  fc.record({
    is: fc.constant("give" as const),
    folder,
    holder: fc.constantFrom("good", "bad"),
    isHidden: fc.boolean(),
  }),
  fc.record({ is: fc.constant("take" as const), folder }),
  fc.record({ is: fc.constant("enrol" as const), folder, to: fc.boolean() }),
  fc.record({ is: fc.constant("deny" as const), folder, to: fc.boolean() }),
);

const [IN] = FOLDERS;
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const EVERYTHING: Step[] = [
  { is: "enrol", folder: IN, to: true },
  { is: "deny", folder: IN, to: true },
  { is: "deny", folder: IN, to: false },
  { is: "enrol", folder: IN, to: false },
];

test("whatever is given, denied and enrolled, each grant is judged once, where it was given or below", async () => {
  const counts = { once: 0, below: 0, unknown: 0, handed: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      const estate = await Estate.create();
      estate.give(FOLDERS[0], "bad");
      await estate.run();
      /** Grants that changed since a run could last say what they are. */
      const changed = new Set<string>();
      for (const next of steps) {
        if (next.is === "give") estate.give(next.folder, next.holder, next.isHidden);
        if (next.is === "take") estate.take(next.folder);
        if (next.is === "enrol") estate.enrol(next.folder, next.to);
        if (next.is === "deny") estate.cloud.denied[next.to ? "add" : "delete"](next.folder);
        if (next.is === "give" || next.is === "take") changed.add(`${next.folder}/given`);
        const run = await estate.run();
        for (const each of FOLDERS) {
          const expected = estate.expected(each);
          const key = `${each}/given`;
          expect([next, said(run, PROJECT, key)]).toEqual([next, expected.project]);
          if (expected.folder !== "?") expect([next, said(run, each, key)]).toEqual([next, expected.folder]);
          counts.once += Number(expected.project === "not-applicable");
          counts.below += Number(expected.project === "fail");
          counts.unknown += Number(expected.project.startsWith("indeterminate"));
        }
        if (next.is === "enrol" || next.is === "deny") {
          const found = transitions(run, (key) => !changed.has(key));
          counts.handed += found.filter((transition) => transition === "rejudged").length;
          expect([next, found.filter((each) => each === "drift" || each === "recovered")]).toEqual([next, []]);
          const gone = estate.records(PROJECT).filter(({ type }) => type === "departure");
          for (const { body } of gone) if (!changed.has(body["key"] as string)) expect(body["key"]).toContain("#");
        }
        for (const each of FOLDERS)
          if (!estate.expected(each).project.startsWith("indeterminate")) changed.delete(`${each}/given`);
      }
      expect(await estate.home.verify()).toMatchObject(INTACT);
    }),
    // Each of the counts, in whichever order the others come.
    { numRuns: runs(150), examples: [[EVERYTHING]] },
  );
  for (const [what, count] of Object.entries(counts)) expect([what, count > 0]).toEqual([what, true]);
});

describe("a folder", () => {
  test("that is not asked for costs a project nothing, not even a row", async () => {
    const estate = await Estate.create();
    estate.enrol(FOLDERS[1], true);
    estate.cloud.remove(PROJECT, `${FOLDERS[1]}/stays`);
    await estate.run();
    const read = estate.records(PROJECT).filter(({ type }) => type === "context" || type === "coverage");
    expect(read.length).toBeGreaterThan(0);
    expect(JSON.stringify(read)).not.toContain(FOLDERS[1]);
  });

  test("whose list was read before a grant was first seen below does not say that the grant is not there", async () => {
    const estate = await Estate.create();
    estate.enrol(FOLDERS[0], true);
    estate.cloud.afterRead = async (scope) => {
      // The folder was read, and the grant is made before the project is.
      if (scope !== FOLDERS[0]) return;
      estate.home.clock.advance(1);
      estate.cloud.afterRead = () => Promise.resolve();
      estate.give(FOLDERS[0], "bad");
    };
    const early = await estate.run();
    expect(said(early, PROJECT, `${FOLDERS[0]}/given`)).toBe("indeterminate: read-too-early");
    const later = await estate.run();
    expect(said(later, PROJECT, `${FOLDERS[0]}/given`)).toBe("not-applicable");
    expect(said(later, FOLDERS[0], `${FOLDERS[0]}/given`)).toBe("fail");
    expect(transitions(later)).toEqual(["appeared"]);
    expect(await estate.home.verify()).toMatchObject(INTACT);
  });

  test("asks no folder itself, and its own grants are judged", async () => {
    const estate = await Estate.create();
    for (const each of FOLDERS) estate.enrol(each, true);
    await estate.run();
    for (const each of FOLDERS) expect(estate.records(each).filter(({ type }) => type === "context")).toEqual([]);
  });
});
