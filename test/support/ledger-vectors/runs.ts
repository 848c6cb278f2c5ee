// R10, L9 and L10: in which slot a run is made, and what seals say that it did.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { given, onSeal, onSegment, without } from "../forge/edit.ts";
import type { Plan, SegmentPlan } from "../forge/plan.ts";
import {
  ACTS,
  act,
  at,
  AWS,
  BUCKETS,
  followedBy,
  HOURLY,
  ON_DEMAND,
  ONE,
  runOf,
  seal,
  segment,
  TESTS,
  TWO,
} from "../forge/small.ts";
import { closed, complete, coverage, opened } from "../forge/statements.ts";
import { hourly, slotted } from "./slots.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

/** The seal with its first scope changed. */
const view = (as: string, plan: Plan, name: string): Plan =>
  onSeal(plan, name, (each) => ({
    ...each,
    scopes: (scopes) => scopes.map((row, i) => (i === 0 ? { ...row, view: as } : row)),
  }));

const LENIENT: JsonObject = { ...HOURLY, graceSeconds: 3600 };

/** The first run, in the slot of 9 o'clock. */
const FIRST: SegmentPlan = {
  ...(ONE.steps[0] as SegmentPlan),
  run: runOf("09"),
  records: (ONE.steps[0] as SegmentPlan).records.map((draft) =>
    "type" in draft && draft.type === "run-opened"
      ? { ...draft, body: { ...draft.body, trigger: "slot", slot: at("09:00") } }
      : draft,
  ),
};
/** A delta that finds nothing new, in the slot of an hour. */
const quiet = (name: string, hour: string, clock = `${hour}:01`): SegmentPlan =>
  segment(
    name,
    at(clock),
    [opened({ trigger: "slot", slot: at(`${hour}:00`) }), coverage([complete(BUCKETS, at(`${hour}:00:50`))]), closed()],
    { run: runOf(hour) },
  );

const under = (schedule: JsonObject, ...steps: Plan["steps"]): Plan => ({
  ...ONE,
  documents: { tests: TESTS, schedule },
  steps,
});
/** The slot of 9 o'clock, run and sealed. */
const NINE: Plan = under(HOURLY, FIRST, slotted("s0", "09"));
const at910 = { now: at("09:10") };
const at1010 = { now: at("10:10") };

const made: readonly LedgerVector[] = [
  broken(
    "R10",
    "before-its-slot",
    "the run of a slot was made more than 120 s before it",
    onSegment(followedBy(NINE, quiet("a1", "10"), slotted("s1", "10")), "a1", (plan) => ({
      ...plan,
      time: at("09:57:59"),
      records: [opened({ trigger: "slot", slot: at("10:00") }), coverage([complete(BUCKETS, at("09:57"))]), closed()],
    })),
    at1010,
  ),
  broken(
    "R10",
    "not-of-the-schedule",
    "the slot of a run is none of the schedule that the run names",
    onSegment(NINE, "a0", (plan) => ({ ...plan, documents: { schedule: { ...HOURLY, from: at("09:30") } } })),
    at910,
  ),
  broken(
    "R10",
    "on-demand",
    "the run of a slot names a schedule without slots",
    onSegment(NINE, "a0", (plan) => ({ ...plan, documents: { schedule: ON_DEMAND } })),
    at910,
  ),
  broken(
    "R10",
    "no-schedule",
    "the run of a slot names no schedule",
    onSegment(NINE, "a0", (plan) => ({ ...plan, documents: { schedule: null } })),
    at910,
  ),
  valid(
    "early-run",
    "the run of a slot was made 120 s before it",
    onSegment(followedBy(NINE, quiet("a1", "10"), slotted("s1", "10")), "a1", (plan) => ({
      ...plan,
      time: at("09:58"),
      records: [opened({ trigger: "slot", slot: at("10:00") }), coverage([complete(BUCKETS, at("09:57"))]), closed()],
    })),
    at1010,
  ),
];

/** Acts, sealed in a slot under this schedule. */
const sealedIn = (slot: string, schedule: JsonObject | null): Plan =>
  onSeal({ ...ACTS, documents: { schedule } }, "s0", (plan) => ({ ...plan, slot, run: `slot-${slot}` }));
const silent = seal("s1", "none", at("10:02"));

const viewed: readonly LedgerVector[] = [
  broken("L9", "off-grid", "a seal is in a slot that its schedule has not", sealedIn(at("09:00:30"), HOURLY)),
  broken("L9", "before-the-schedule", "a seal is in a slot before its schedule begins", sealedIn(at("08:00"), HOURLY)),
  broken("L9", "on-demand", "a seal is in a slot and its schedule has none", sealedIn(at("09:00"), ON_DEMAND)),
  broken("L9", "no-schedule", "a seal is in a slot and names no schedule", sealedIn(at("09:00"), null)),
  broken(
    "L9",
    "run-of-another-slot",
    "the run of a seal is that of another slot",
    onSeal(hourly("09", "10"), "s1", (plan) => ({ ...plan, run: runOf("11") })),
    at1010,
  ),
  broken(
    "L9",
    "hand-by-slot",
    "a seal by hand has the id of the run of a slot",
    followedBy(hourly("09"), { ...seal("s1", "none", at("09:30")), run: runOf("10") }),
    { now: at("09:40") },
  ),
  broken(
    "L9",
    "observed-without-segment",
    "a scope was observed, and no segment of the run is listed",
    view("observed", followedBy(ONE, silent), "s1"),
  ),
  broken(
    "L9",
    "observed-in-window",
    "in the second seal of a window a scope was observed, and no segment of the run is listed",
    view("observed", followedBy(NINE, slotted("s1", "10"), slotted("s2", "11")), "s2"),
    { from: at("10:00"), now: at("11:10") },
  ),
  broken(
    "L9",
    "observed-by-another-run",
    "a scope was observed, and only a segment of another run is listed",
    view(
      "observed",
      onSeal(ONE, "s0", (plan) => ({ ...plan, run: "run-other" })),
      "s0",
    ),
  ),
  broken(
    "L9",
    "silent-with-segment",
    "a scope was silent, and a segment of the run is listed",
    view("silent", ONE, "s0"),
  ),
  broken(
    "L9",
    "other-trigger",
    "a segment of the seal's run has another trigger",
    onSeal(given(TWO, "a1", "run-opened", { trigger: "event" }), "s1", (plan) => ({
      ...plan,
      body: (body) => ({ ...body, trigger: "manual" }),
    })),
  ),
  broken("L10", "run-again", "two seals are of one run", followedBy(ACTS, { ...silent, run: "run-t0" })),
  broken(
    "L10",
    "slot-again",
    "two seals are of the run of one slot",
    onSeal(hourly("09", "10"), "s1", (plan) => ({ ...plan, run: runOf("09"), slot: at("09:00") })),
    at1010,
  ),
];

/** A late sealer of 9 o'clock lists the segment of 10 o'clock too; then acts are sealed by hand, and 10 o'clock. */
const LATE_SEALER: Plan = view(
  "observed",
  under(
    LENIENT,
    FIRST,
    quiet("a1", "10"),
    slotted("s0", "09", { time: at("10:00") }),
    act("t0", at("10:02"), "response", { subject: "encrypted", about: null, text: "rotated" }),
    seal("s1", "t0", at("10:03")),
    slotted("s2", "10"),
  ),
  "s2",
);
const lateSealer = onSegment(LATE_SEALER, "a1", (plan) => ({
  ...plan,
  time: at("09:59"),
  records: [opened({ trigger: "slot", slot: at("10:00") }), coverage([complete(BUCKETS, at("09:58:50"))]), closed()],
}));

const honest: readonly LedgerVector[] = [
  valid("slot", "a seal is in a slot of its schedule, and so is its run", NINE, at910),
  valid(
    "observed-before",
    "a scope was observed by a segment of the run that an earlier seal lists",
    view(
      "observed",
      followedBy(
        onSeal(ONE, "s0", (plan) => ({ ...plan, run: "run-other" })),
        { ...silent, run: "run-a0" },
      ),
      "s1",
    ),
  ),
  valid(
    "window-observed-before",
    "the first seal of a window observed a scope by a segment that an earlier seal lists",
    view(
      "observed",
      followedBy(
        onSeal(ONE, "s0", (plan) => ({ ...plan, run: "run-other" })),
        { ...silent, run: "run-a0" },
      ),
      "s1",
    ),
    { from: at("10:00") },
  ),
  valid(
    "slot-sealed-by-another-first",
    "the seal of 9 o'clock, which is late, lists the segment of 10 o'clock too",
    lateSealer,
    at1010,
  ),
  valid(
    "observed-listed-before-the-window",
    "the second seal of a window observed a scope by a segment that a seal before the window lists",
    lateSealer,
    { from: at("10:01"), ...at1010 },
  ),
  valid(
    "late-segment-in-the-next-seal",
    "a scope failed in the seal of its slot, and its segment came after that: the next seal lists it",
    followedBy(
      NINE,
      slotted("s1", "10", { failed: { [AWS]: "out of time" } }),
      quiet("a1", "10", "10:06"),
      quiet("a2", "11"),
      slotted("s2", "11"),
    ),
    { now: at("11:10") },
  ),
  valid(
    "manual-between-slots",
    "a run by hand is made and sealed between two slots",
    followedBy(
      NINE,
      segment("m0", at("09:30"), [opened(), coverage([complete(BUCKETS, at("09:29:50"))]), closed()]),
      seal("s1", "m0", at("09:31")),
      quiet("a1", "10"),
      slotted("s2", "10"),
    ),
    at1010,
  ),
  valid(
    "segment-without-seal-of-its-run",
    "the run of a slot is listed by the first seal of a ledger, which was made by hand: no slot was due before it",
    followedBy(without(NINE, "s0"), seal("s0", "other", at("09:05"))),
    at910,
  ),
];

export const runs: readonly LedgerVector[] = [...made, ...viewed, ...honest];
