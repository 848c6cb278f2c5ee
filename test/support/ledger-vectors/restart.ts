// C7: a chain goes on in a higher gen, from its last valid line, naming everything it leaves behind.
import { gunzipSync } from "node:zlib";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { lacking, lie, onSeal, onSegment, records } from "../forge/edit.ts";
import { forge } from "../forge/forge.ts";
import type { Draft, Plan, SegmentPlan } from "../forge/plan.ts";
import { at, AWS, BUCKETS, FIRST, ONE, seal, segment, followedBy } from "../forge/small.ts";
import { closed, complete, coverage, opened, restatements } from "../forge/statements.ts";
import { broken, incomplete, type LedgerVector, tampered, valid } from "./vector.ts";

const quiet = (hour: string) => coverage([complete(BUCKETS, at(`${hour}:00:50`))]);

/** A delta that was cut while it was written. */
const CUT: SegmentPlan = segment("a1", at("10:01"), [opened(), quiet("10"), closed()], {
  abandoned: true,
  object: (bytes) => bytes.subarray(0, -20),
});

const RESTART: SegmentPlan = segment(
  "b0",
  at("11:01"),
  [opened({ extent: "full" }), restatements, quiet("11"), closed()],
  { gen: 1 },
);

/** a0 sealed; a1 cut; b0 restarts from a0's last line. */
export const RESTARTED: Plan = followedBy(ONE, CUT, RESTART, seal("s1", "b0", at("11:02")));

/** The restart with other `restarts`. */
const restarting = (change: (restarts: JsonObject) => JsonObject): Plan =>
  lie(RESTARTED, "b0", "run-opened", (body) => ({ ...body, restarts: change(body["restarts"] as JsonObject) }));

const saying = (members: JsonObject): Plan => restarting((restarts) => ({ ...restarts, ...members }));

/** The digest of a line of a0. */
const lineDigest = (line: number): string => {
  const content = gunzipSync(forge(ONE).objects.get(segmentKey(AWS, 0, 0)) as Buffer).toString();
  return sha256Hex(`${content.split("\n")[line]}\n`);
};

const lost = (gen: number, seq: number): JsonObject => ({ key: segmentKey(AWS, gen, seq), object: "a".repeat(64) });

/** One more cut object after the first: a1 is followed by a2 before b0 restarts. */
const CUT_TWICE: Plan = followedBy(
  ONE,
  CUT,
  { ...CUT, name: "a2", run: "run-a2", time: at("10:31") },
  RESTART,
  seal("s1", "b0", at("11:02")),
);

/** The restart itself was cut, and gen 2 restarts once more. */
const AGAIN: Plan = followedBy(
  ONE,
  CUT,
  {
    ...RESTART,
    name: "c0",
    run: "run-c0",
    time: at("10:31"),
    abandoned: true,
    object: (bytes) => bytes.subarray(0, -20),
  },
  { ...RESTART, gen: 2 },
  seal("s1", "b0", at("11:02")),
);

/** The very first segment was cut. */
const FROM_NOTHING: Plan = {
  ...ONE,
  steps: [
    { ...FIRST, abandoned: true, object: (bytes) => bytes.subarray(0, -20) },
    { ...FIRST, name: "b0", run: "run-b0", time: at("11:01"), gen: 1 },
    seal("s0", "b0", at("11:02")),
  ],
};

/** a1 is whole and sealed by s1, and b0 restarts before it all the same. */
const SEALED_LEFT_BEHIND: Plan = followedBy(
  ONE,
  { ...segment("a1", at("10:01"), [opened(), quiet("10"), closed()]), abandoned: true },
  seal("s1", "a1", at("10:02"), { lists: ["a1"] }),
  RESTART,
  seal("s2", "b0", at("11:02"), { lists: ["b0"] }),
);

/** a1 is whole and no seal lists it; b0 restarts after it. */
const UNSEALED_LEFT_OUT: Plan = followedBy(
  ONE,
  segment("a1", at("10:01"), [opened(), quiet("10"), closed()]),
  RESTART,
  seal("s1", "b0", at("11:02"), { lists: ["b0"] }),
);

/** A window's first seal lists gen 1, which begins the chain; the segment before it was cut, or was not. */
const windowFromNothing = (first: SegmentPlan): Plan => ({
  ...ONE,
  steps: [
    seal("s0", "none", at("08:30")),
    { ...first, abandoned: true },
    { ...FIRST, name: "b0", run: "run-b0", time: at("11:01"), gen: 1 },
    seal("s1", "b0", at("11:02")),
  ],
});
const since10 = { from: at("10:00") };

/** No seal lists a1, which is whole, or b0, which restarts before it all the same. */
const UNSEALED_LEFT_BEHIND: Plan = followedBy(
  ONE,
  seal("s1", "none", at("09:30")),
  { ...segment("a1", at("10:01"), [opened(), quiet("10"), closed()]), abandoned: true },
  RESTART,
);

export const restart: readonly LedgerVector[] = [
  incomplete(
    "W2",
    "left-behind",
    "a restart names a valid continuation as abandoned, and no seal lists either",
    UNSEALED_LEFT_BEHIND,
  ),
  incomplete(
    "W2",
    "left-behind-in-window",
    "the same in a window where state is not proven: what the restart says is taken over",
    UNSEALED_LEFT_BEHIND,
    { from: at("09:20") },
  ),
  broken("C7", "no-restarts", "gen 1 begins without restarts", lie(RESTARTED, "b0", "run-opened", lacking("restarts"))),
  broken(
    "R2",
    "restart-without-extent",
    "a restart has no extent",
    lie(RESTARTED, "b0", "run-opened", lacking("extent")),
  ),
  broken("C7", "gen", "restarts names a gen that the chain never had", saying({ gen: 3 })),
  broken("C7", "seq", "restarts names another seq than that of the last valid line", saying({ seq: 9 })),
  broken("C7", "head", "restarts names another head than the last valid line", saying({ head: "1".repeat(64) })),
  broken(
    "C7",
    "after-an-unsealed-segment",
    "a seal lists a restart and not the valid segment from whose last line it restarts",
    UNSEALED_LEFT_OUT,
  ),
  broken(
    "C7",
    "after-an-unsealed-segment-in-window",
    "the first seal of a window lists a restart that names a later line than where the seal before it stands",
    UNSEALED_LEFT_OUT,
    { from: at("10:30") },
  ),
  broken(
    "C7",
    "inside-a-segment",
    "restarts from a line that does not end a segment",
    saying({ seq: 3, head: lineDigest(3) }),
  ),
  broken("C7", "before-a-sealed-line", "restarts from a line before the last that is sealed", SEALED_LEFT_BEHIND),
  broken("C7", "no-reason", "restarts gives no reason", restarting(lacking("reason"))),
  broken("C7", "no-principal", "restarts names no principal", restarting(lacking("principal"))),
  broken("C7", "not-named", "an object after the last valid line is not named as abandoned", saying({ abandoned: [] })),
  broken(
    "C7",
    "second-not-named",
    "the second abandoned object is not named",
    lie(CUT_TWICE, "b0", "run-opened", (body) => {
      const restarts = body["restarts"] as JsonObject;
      return { ...body, restarts: { ...restarts, abandoned: (restarts["abandoned"] as JsonObject[]).slice(0, 1) } };
    }),
  ),
  broken(
    "C7",
    "other-bytes",
    "an abandoned object has another digest than is named",
    saying({ abandoned: [lost(0, 5)] }),
  ),
  broken(
    "C7",
    "missing",
    "an abandoned object that is named is not there",
    tampered(CUT_TWICE, (objects) => objects.delete(segmentKey(AWS, 0, 8))),
  ),
  broken(
    "C7",
    "unsorted",
    "the abandoned objects are not sorted by key",
    lie(CUT_TWICE, "b0", "run-opened", (body) => {
      const restarts = body["restarts"] as JsonObject;
      return { ...body, restarts: { ...restarts, abandoned: (restarts["abandoned"] as JsonObject[]).toReversed() } };
    }),
  ),
  broken(
    "C7",
    "nothing-wrong",
    "the abandoned object is a valid continuation",
    onSegment(RESTARTED, "a1", (plan) => ({
      ...plan,
      object: (bytes) => bytes,
    })),
  ),
  broken(
    "C7",
    "gen-left-out",
    "gen 1 is left out and has no abandoned object",
    onSegment(RESTARTED, "b0", (plan) => ({ ...plan, gen: 2 })),
  ),
  broken(
    "C6",
    "restart-backwards",
    "a restart has a time before that of the line it restarts from",
    onSegment(RESTARTED, "b0", (plan) => ({
      ...plan,
      time: at("09:00:30"),
      records: [opened({ extent: "full" }), restatements, quiet("09"), closed()],
    })),
  ),
  broken(
    "S3",
    "restart-forgets",
    "a restart restates another projection than the chain had",
    records(RESTARTED, "b0", (drafts) =>
      drafts.map((draft) =>
        "restate" in draft
          ? {
              restate: true,
              lie: (restated: readonly Draft[]) =>
                restated.map((each) => ({ ...each, body: { ...each.body, projection: { sse: null } } })),
            }
          : draft,
      ),
    ),
  ),
  broken(
    "C7",
    "nothing-wrong-in-window",
    "the first seal of a window restarts from nothing, and the abandoned object is a valid first segment",
    windowFromNothing(FIRST),
    since10,
  ),
  valid(
    "restarted-from-nothing-in-window",
    "the first seal of a window restarts from nothing, and the abandoned object was cut",
    windowFromNothing({ ...FIRST, object: (bytes) => bytes.subarray(0, -20) }),
    since10,
  ),
  valid(
    "restarted-from-nothing-in-window-after-another-head",
    "the seal before the window says seq -1 and a head: nothing is there, and the window's first seal restarts from nothing",
    onSeal(windowFromNothing({ ...FIRST, object: (bytes) => bytes.subarray(0, -20) }), "s0", (each) => ({
      ...each,
      body: (body) => ({
        ...body,
        scopes: (body["scopes"] as JsonObject[]).map((row) => ({ ...row, head: "1".repeat(64) })),
      }),
    })),
    since10,
  ),
  valid(
    "unknown-members-of-restarts",
    "a restart and what it abandons have members that nobody knows",
    restarting((restarts) => ({
      ...restarts,
      zone: "z",
      abandoned: (restarts["abandoned"] as JsonObject[]).map((each) => ({ ...each, zone: "z" })),
    })),
  ),
  valid("restarted", "a cut segment is abandoned and gen 1 restarts before it", RESTARTED),
  valid("restarted-past-two", "two cut segments are abandoned", CUT_TWICE),
  valid("restarted-twice", "the restart was cut too, and gen 2 restarts before both", AGAIN),
  valid("restarted-from-nothing", "the first segment was cut, and gen 1 begins the chain", FROM_NOTHING),
];
