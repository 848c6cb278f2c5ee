// States that a period's reading leads to: how everything stands is the same with them as with chains that are loaded.
import { expect, test } from "vitest";
import { overviewOf, type Overview } from "../../../audit/standing/overview.ts";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import { resultsOver } from "../../../audit/timeline/results-over.ts";
import { statesAt } from "../../../audit/timeline/states-at.ts";
import { overviewAsJson } from "../../../cli/pages/page-json.ts";
import { Ledger } from "../../../ledger/read/ledger.ts";
import { forge } from "../../support/forge/forge.ts";
import { at, BUCKETS, FIRST, followedBy, ONE, seal, segment, TWO } from "../../support/forge/small.ts";
import {
  closed,
  complete,
  coverage,
  judged,
  observation,
  opened,
  restatements,
} from "../../support/forge/statements.ts";
import { ledgerVectors } from "../../support/ledger-vectors/index.ts";
import { memoryStore } from "../../support/memory-store.ts";

const said = async (overview: Overview | null): Promise<unknown> =>
  overview === null ? null : overviewAsJson(overview, { nameOf: () => Promise.resolve(null) });

/** The overviews with the states of a reading since `from`, and without them; and the scopes whose state the reading gave. */
async function overviews(
  objects: ReadonlyMap<string, Buffer>,
  from: string | null,
): Promise<{ with: unknown; without: unknown; known: readonly string[]; scopes: number }> {
  const ledger = await Ledger.open(memoryStore(objects));
  const { store, id, documents } = ledger;
  const newest = await ledger.newestSeal();
  const period = { from, includes: (time: string) => newest !== null && time <= newest.seal.time };
  const known = statesAt(
    newest,
    await resultsOver({ store, ledger: id, log: await SealedLog.open(store), documents }, period),
  );
  const loaded = await overviewOf(await Ledger.open(memoryStore(objects)));
  return {
    with: await said(await overviewOf(ledger, { newest, known })),
    without: await said(loaded),
    known: [...known.keys()],
    scopes: loaded?.scopes.length ?? 0,
  };
}

// One of them names controls of no form that this version reads.
const valid = ledgerVectors.filter(
  ({ name, rule, from }) => rule === null && from === undefined && name !== "valid-everything",
);
let [found, wanted] = [0, 0];

test.each(valid.map(({ name, forged }) => [name, forged] as const))("%s", async (_name, forged) => {
  const { objects } = forged();
  for (const from of [null, at("10:30")]) {
    const { with: read, without: loaded, known, scopes } = await overviews(objects, from);
    expect(read).toEqual(loaded);
    found += known.length;
    wanted += scopes;
  }
});

test("most states are those of the reading", () => {
  expect(found).toBeGreaterThan(0.7 * wanted);
});

const unsealed = segment("a2", at("11:01"), [opened(), coverage([complete(BUCKETS, at("11:00:50"))]), closed()]);

const NEW = "arn:aws:s3:::acme-aaa";
/** A resource appears, whose key comes first, and a full segment restates all. */
const restatedSince = followedBy(
  ONE,
  segment("a1", at("10:01"), [
    opened(),
    observation(NEW, BUCKETS, [judged("encrypted", "fail")]),
    coverage([complete(BUCKETS, at("10:00:50"))]),
    closed(),
  ]),
  seal("s1", "a1", at("10:02")),
  segment("a2", at("11:01"), [
    opened({ extent: "full" }),
    restatements,
    coverage([complete(BUCKETS, at("11:00:50"))]),
    closed(),
  ]),
  seal("s2", "a2", at("11:02")),
);

test.each([
  ["sealed whole", TWO, 1],
  ["restated since a resource appeared", restatedSince, 1],
  ["of a segment alone", ONE, 1],
  ["with a segment that no seal lists yet", followedBy(TWO, unsealed), 0],
  ["without a seal", { ...ONE, steps: [FIRST] }, 0],
] as const)("a chain %s", async (_what, plan, count) => {
  const { with: read, without: loaded, known } = await overviews(forge(plan).objects, null);
  expect(read).toEqual(loaded);
  expect(known.length).toBe(count);
});

test("the state of an earlier line is none of the newest seal", async () => {
  const ledger = await Ledger.open(memoryStore(forge(TWO).objects));
  const { store, id } = ledger;
  const period = { from: null, includes: (time: string) => time < at("10:00") };
  const answers = await resultsOver({ store, ledger: id, log: await SealedLog.open(store) }, period);
  expect(answers.map(({ state }) => state?.population)).toEqual([2]);
  expect(statesAt(await ledger.newestSeal(), answers).size).toBe(0);
});
