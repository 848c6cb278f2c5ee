// Reading spans of chains: every valid ledger of the format is read to its sealed end, and its timeline is the brute-force one.
import { expect, test } from "vitest";
import { readSpan, type Evidence } from "../../../audit/reading/read-span.ts";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import { sealedSpans } from "../../../audit/reading/sealed-span.ts";
import { Timeline } from "../../../audit/timeline/timeline.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { GENESIS_KEY } from "../../../evidence-schema/keys/object-key.ts";
import { forge } from "../../support/forge/forge.ts";
import type { Plan } from "../../support/forge/plan.ts";
import { at, BUCKETS, DATA, followedBy, LOGS, ONE, seal, segment } from "../../support/forge/small.ts";
import {
  closed,
  complete,
  coverage,
  departure,
  incomplete,
  judged,
  observation,
  opened,
} from "../../support/forge/statements.ts";
import { ledgerVectors } from "../../support/ledger-vectors/index.ts";
import { memoryStore } from "../../support/memory-store.ts";
import { Evaluated, plainly, sorted } from "../evaluated.ts";

async function evidenceOf(objects: ReadonlyMap<string, Buffer>): Promise<Evidence> {
  const store = memoryStore(objects);
  return { store, ledger: sha256Hex(objects.get(GENESIS_KEY) as Buffer), log: await SealedLog.open(store) };
}

const always = { from: null, includes: () => true };

/** Reads all chains and compares their timelines; gives how many intervals there are. */
async function compare(objects: ReadonlyMap<string, Buffer>): Promise<number> {
  const evidence = await evidenceOf(objects);
  let intervals = 0;
  for (const span of await sealedSpans(evidence.log, always)) {
    const [timeline, evaluated] = [new Timeline(), new Evaluated()];
    for await (const read of readSpan(evidence, span)) {
      timeline.follow(read);
      evaluated.follow(read);
      expect(sorted(plainly(timeline)), read.key).toEqual(sorted(evaluated.intervals));
    }
    intervals += timeline.results().reduce((sum, result) => sum + result.intervals.length, 0);
  }
  return intervals;
}

const valid = ledgerVectors.filter(({ rule, from }) => rule === null && from === undefined);

test.each(valid.map(({ name, forged }) => [name, forged] as const))("%s", async (_name, forged) => {
  await compare(forged().objects);
});

const TRAILS = "AWS::CloudTrail::Trail@eu-west-1";
const unreadTrails = (hour: string) => coverage([incomplete(TRAILS), complete(BUCKETS, at(`${hour}:00:50`))]);
const rows = (hour: string) =>
  coverage([complete(TRAILS, at(`${hour}:00:50`)), complete(BUCKETS, at(`${hour}:00:50`))]);

/** Other writers than ours need not say what follows from what they say. */
const SILENT: Plan = followedBy(
  {
    ...ONE,
    steps: [
      segment("a0", at("09:01"), [
        opened({ extent: "full" }),
        observation(DATA, BUCKETS, [judged("logged", "pass", { relied: { keys: [LOGS], units: [] } })]),
        observation(LOGS, BUCKETS, [judged("logged", "pass", { relied: { keys: [], units: [TRAILS] } })]),
        rows("09"),
        closed(),
      ]),
      seal("s0", "a0", at("09:02")),
    ],
  },
  segment("a1", at("10:01"), [opened(), unreadTrails("10"), closed()]),
  // The trails can't be read, and what rests on their absence is said to fail all the same.
  segment("a2", at("11:01"), [
    opened(),
    observation(LOGS, BUCKETS, [judged("logged", "fail", { relied: { keys: [], units: [TRAILS] } })]),
    unreadTrails("11"),
    closed(),
  ]),
  // The witness is gone, and nothing is said of what rested on it.
  segment("a3", at("12:01"), [opened(), departure(LOGS, "gone"), unreadTrails("12"), closed()]),
  seal("s3", "a3", at("12:02")),
);

test("what follows from a record is seen though no record says it", async () => {
  const { objects } = forge(SILENT);
  expect(await compare(objects)).toBe(5);
  const evidence = await evidenceOf(objects);
  const timeline = new Timeline();
  const [span] = await sealedSpans(evidence.log, always);
  for await (const read of readSpan(evidence, span as NonNullable<typeof span>)) timeline.follow(read);
  const departed: unknown = expect.stringMatching(/:2$/);
  const [data, logs] = timeline.results();
  expect(data?.intervals).toMatchObject([
    { outcome: "pass", to: at("12:01") },
    // By the record of the witness's departure.
    { outcome: "indeterminate", problem: { code: "relied-gone" }, from: at("12:01"), said: { record: departed } },
  ]);
  expect(logs?.intervals).toMatchObject([
    { outcome: "pass", transition: "baseline" },
    { outcome: "indeterminate", problem: { code: "throttled" }, transition: null },
    { outcome: "indeterminate", problem: { code: "throttled" }, transition: "drift", end: { why: "gone" } },
  ]);
});
