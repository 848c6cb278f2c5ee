// What the sealing function signs of a plan: what its own bundle says, or the newest seal, and nothing else. The bundle here is that
// of the example company.
import { beforeAll, describe, expect, test } from "vitest";
import { canonicalLine, type Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Roster, Seal } from "../../../evidence-schema/log/log-schema.ts";
import { makeRosterDocument } from "../../../config/roster-document.ts";
import { recordedScopes } from "../../../config/members/scopes.ts";
import { makeBoundaryDocument } from "../../../controls/boundary-document.ts";
import { codeDocument, collected, config, schedule, tests } from "../../../functions/environment/company.ts";
import { heldAgainst } from "../../../functions/sealing/own-word.ts";
import { PlanRefused } from "../../../functions/sealing/plan-refused.ts";
import { NO_LANDMARKS } from "../../../ledger/read/listing/landmarks.ts";
import { createLedger } from "../../../ledger/write/create-ledger.ts";
import { Ledger, type NewestSeal } from "../../../ledger/read/ledger.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import { putDocuments } from "../../../observation/plan/documents.ts";
import { rosterOf } from "../../../observation/plan/roster.ts";
import type { RunPlan } from "../../../observation/reading/run-plan.ts";
import { runOfSlot } from "../../../observation/plan/slot.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { putDocument, type WritableLedger } from "../../../ledger/write/writable-ledger.ts";

const SLOT = "2026-10-01T12:00:00.000Z";
const ASKED = "2026-10-01T12:00:05Z";
const OTHER = "0".repeat(64);

let ledger: WritableLedger;
/** As the planner of this deployment makes it. */
let plan: RunPlan;

beforeAll(async () => {
  const store = openDirectory(temporaryDirectory());
  await createLedger(store, {
    v: 1,
    kind: "genesis",
    legalEntity: config.company.legalEntity,
    system: config.company.system,
    origin: config.ledger.origin,
    mode: "local",
    retentionDays: 0,
    continues: null,
    salt: OTHER,
    created: "2026-09-01T00:00:00.000Z",
  });
  ledger = await Ledger.open(store);
  const { scopes, excluded } = recordedScopes(config, (provider, value) => `person:${provider}:${value}`);
  const roster = rosterOf(scopes, excluded, ["aws/999900001111"], []);
  const documents = await putDocuments(ledger, {
    tests: tests.bytes,
    schedule: schedule as Json,
    scopes: scopes.map((scope) => ({ ...scope, name: "as its owner calls it" })),
    roster,
    code: codeDocument,
    policy: {
      controls: canonicalLine({ v: 1 }),
      waivers: canonicalLine({ v: 1 }),
      boundary: makeBoundaryDocument(config.boundary),
    },
    queries: null,
  });
  plan = {
    run: runOfSlot(SLOT),
    slot: SLOT,
    began: "2026-10-01T12:00:01.000Z",
    documents,
    roster,
    scopes: collected.map(({ scope }) => scope),
    landmarks: NO_LANDMARKS,
  };
});

const asked = { run: runOfSlot(SLOT), asked: ASKED };

/** As much of a seal as a plan is held against. */
const sealed = (of: RunPlan): NewestSeal =>
  ({
    index: 4,
    bytes: Buffer.alloc(0),
    seal: { documents: of.documents, roster: of.roster } as unknown as Seal,
  }) as NewestSeal;

const check = async (of: RunPlan, newest: NewestSeal | null = null, by = asked): Promise<void> =>
  (await heldAgainst(ledger, of, by))(newest);

test("what was deployed is signed, first run and later ones", async () => {
  await expect(check(plan)).resolves.toBeUndefined();
  await expect(check(plan, sealed(plan))).resolves.toBeUndefined();
});

test("what only the planner knows is its word: accounts that were found, parents that it could not list, names, controls", async () => {
  const roster = { ...plan.roster, found: ["aws/1", "aws/2"], unlisted: ["ou-1"] };
  const controls = await putDocument(ledger, "controls", canonicalLine({ v: 1, kind: "controls", other: true }));
  await expect(check({ ...plan, roster, documents: { ...plan.documents, controls } })).resolves.toBeUndefined();
});

const [first, ...others] = config.scopes;
const withRoster = (change: Partial<Roster>): RunPlan => ({ ...plan, roster: { ...plan.roster, ...change } });

/** The plan under another roster document, of the same scopes unless they are given. */
async function withRosterDocument(change: (scopes: readonly Watched[]) => Watched[]): Promise<RunPlan> {
  const { scopes, excluded } = recordedScopes(config, () => "person:x");
  const enrolled = change(scopes.map((scope) => ({ ...scope, regions: [...scope.regions] })));
  const roster = await putDocument(ledger, "roster", makeRosterDocument({ enrolled, excluded }));
  return { ...plan, documents: { ...plan.documents, roster } };
}
type Watched = Parameters<typeof makeRosterDocument>[0]["enrolled"][number];

describe("a planner that is not what it should be", () => {
  const LIES: readonly (readonly [string, () => RunPlan | Promise<RunPlan>, RegExp])[] = [
    [
      "plans for another run",
      () => ({ ...plan, run: "slot-2026-10-01T13:00:00.000Z" }),
      /found run slot-2026-10-01T13/,
    ],
    ["plans for another slot", () => ({ ...plan, slot: "2026-10-01T11:00:00.000Z" }), /found slot 2026-10-01T11/],
    [
      "names other tests",
      () => ({ ...plan, documents: { ...plan.documents, tests: OTHER } }),
      /found tests document 0{64}/,
    ],
    ["names other code", () => ({ ...plan, documents: { ...plan.documents, code: OTHER } }), /found code document/],
    [
      "names another boundary",
      () => ({ ...plan, documents: { ...plan.documents, boundary: OTHER } }),
      /found boundary document/,
    ],
    [
      "names no boundary",
      () => ({ ...plan, documents: { ...plan.documents, boundary: null } }),
      /found boundary document null/,
    ],
    ["names no schedule", () => ({ ...plan, documents: { ...plan.documents, schedule: null } }), /found no schedule/],
    [
      "names a schedule that has fewer slots",
      async () => {
        const rare = { ...(schedule as object), everySeconds: 86_400 };
        const digest = await putDocument(ledger, "schedule", canonicalLine(rare as Json));
        const slot = "2026-10-01T00:00:00.000Z";
        return { ...plan, run: runOfSlot(slot), slot, documents: { ...plan.documents, schedule: digest } };
      },
      /found run slot-2026-10-01T00:00:00.000Z, expected slot-2026-10-01T12:00:00.000Z/,
    ],
    ["drops a scope", () => withRoster({ enrolled: others.map(({ scope }) => scope).sort() }), /found enrolled scopes/],
    [
      "adds a scope",
      () => withRoster({ enrolled: [...plan.roster.enrolled, "aws/999900001111"].sort() }),
      /found enrolled scopes/,
    ],
    [
      "excludes a scope",
      () => withRoster({ excluded: [{ scope: "aws/1", reason: "Sold.", approver: "CISO" }] }),
      /found excluded scopes/,
    ],
    ["excludes nothing any more", () => withRoster({ excluded: [] }), /found excluded scopes \[\]/],
    [
      "gives another reason for an exclusion",
      () => withRoster({ excluded: plan.roster.excluded.map((each) => ({ ...each, reason: "No reason." })) }),
      /found excluded scopes/,
    ],
    [
      "leaves a region out in the roster document",
      () => withRosterDocument((all) => all.map((each) => ({ ...each, regions: each.regions.slice(1) }))),
      /found roster document/,
    ],
    [
      "calls a region left out in the roster document",
      () =>
        withRosterDocument((all) =>
          all.map((each) => ({
            ...each,
            regions: each.regions.filter((region) => region !== "eu-west-1"),
            leftOut: [...each.leftOut, { region: "eu-west-1", reason: "None.", approver: "CISO" }],
          })),
        ),
      /found roster document/,
    ],
    [
      "names a roster document that is none",
      () =>
        withRosterDocument((all) =>
          all.map((each) => ({ ...each, leftOut: [{ region: "eu-central-1", reason: "None.", approver: "CISO" }] })),
        ),
      /found a document that breaks rule K5/,
    ],
    [
      "drops a scope in the roster document alone",
      () => withRosterDocument((all) => all.slice(1)),
      /found roster document/,
    ],
    ["observes one scope less", () => ({ ...plan, scopes: plan.scopes.slice(1) }), /found scopes to observe/],
    [
      "observes a scope twice",
      () => ({ ...plan, scopes: [...plan.scopes, first?.scope ?? ""] }),
      /found scopes to observe/,
    ],
  ];

  test.each(LIES)("%s: refused, on a new ledger and on one with seals", async (_lie, made, message) => {
    const lie = await made();
    for (const newest of [null, sealed(plan)]) {
      await expect(check(lie, newest)).rejects.toThrow(message);
      await expect(check(lie, newest)).rejects.toBeInstanceOf(PlanRefused);
    }
  });

  test("can't hide behind the run that the state machine names", async () => {
    const other = { run: "slot-2026-10-01T11:00:00.000Z", asked: ASKED };
    await expect(check({ ...plan, ...other }, null, other)).rejects.toThrow(PlanRefused);
  });
});

// The planner ran before the deployment, the sealing function runs after it.
describe("a deployment in mid-run", () => {
  const before = async (): Promise<RunPlan> => {
    const rest = await withRosterDocument((all) => all.slice(1));
    const enrolled = others.map(({ scope }) => scope).sort();
    return {
      ...rest,
      documents: { ...rest.documents, tests: OTHER, code: OTHER, boundary: OTHER },
      roster: { ...plan.roster, enrolled, excluded: plan.roster.excluded },
      scopes: collected.map(({ scope }) => scope).filter((scope) => scope !== first?.scope),
    };
  };

  test("does not lose the slot: what the newest seal has is signed", async () => {
    const planned = await before();
    await expect(check(planned, sealed(planned))).resolves.toBeUndefined();
    await expect(check(planned, sealed(plan))).rejects.toThrow(PlanRefused);
    await expect(check(planned)).rejects.toThrow(PlanRefused);
  });

  test("may have changed one document and not another", async () => {
    const planned = await before();
    const half = { ...plan, documents: { ...plan.documents, tests: OTHER } };
    await expect(check(half, sealed(planned))).resolves.toBeUndefined();
  });
});
