// R3: why an entry may leave the state.
import { lacking, lie, records, saying } from "../forge/edit.ts";
import type { Draft, Plan } from "../forge/plan.ts";
import { at, BUCKETS, DATA, followedBy, LOGS, ONE, seal, segment, TWO } from "../forge/small.ts";
import {
  closed,
  complete,
  context,
  coverage,
  departure,
  incomplete,
  judged,
  observation,
  opened,
} from "../forge/statements.ts";
import { SHARED, TENANT, USERS } from "./observations.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const delta = (...drafts: readonly Draft[]): Plan => records(TWO, "a1", () => [opened(), ...drafts, closed()]);

const complete10 = complete(BUCKETS, at("10:00:50"));
const OLD = "AWS::S3::Bucket@us-east-1";
const NOBODY = "arn:aws:s3:::acme-never";
const asked = { key: LOGS, unit: BUCKETS, dataTime: at("10:00:50") };
const again = (incarnation: string): Draft =>
  observation(DATA, BUCKETS, [judged("encrypted", "pass")], { incarnation });
export const gone = delta(departure(LOGS, "gone"), coverage([complete10]));

export const departures: readonly LedgerVector[] = [
  broken(
    "R3",
    "gone-from-incomplete",
    "an entry is gone from a unit that was read in part",
    delta(departure(LOGS, "gone"), coverage([incomplete(BUCKETS, { unseen: [LOGS] })])),
  ),
  broken(
    "R3",
    "gone-from-unread",
    "an entry is gone from a unit that was not read",
    followedBy(
      records(ONE, "a0", (drafts) => [
        ...drafts.slice(0, -2),
        observation("arn:aws:s3:::acme-old", OLD, [judged("encrypted", "pass")]),
        coverage([complete(BUCKETS, at("09:00:50")), complete(OLD, at("09:00:50"))]),
        closed(),
      ]),
      segment("a1", at("10:01"), [
        opened(),
        departure("arn:aws:s3:::acme-old", "gone"),
        coverage([complete10]),
        closed(),
      ]),
      seal("s1", "a1", at("10:02")),
    ),
  ),
  broken(
    "R3",
    "not-found-unasked",
    "an entry is not found that was not asked for",
    delta(departure(LOGS, "not-found"), coverage([complete10])),
  ),
  broken(
    "R3",
    "not-found-and-seen",
    "an entry is not found that was asked for and seen",
    delta(departure(LOGS, "not-found"), coverage([complete10], { seen: [asked] })),
  ),
  broken(
    "R3",
    "replaced-by-nothing",
    "an entry is replaced and no observation follows",
    delta(departure(DATA, "replaced"), coverage([complete10])),
  ),
  broken(
    "R3",
    "replaced-by-itself",
    "an entry is replaced by an observation of the same incarnation",
    delta(departure(DATA, "replaced"), again("1"), coverage([complete10])),
  ),
  broken(
    "R3",
    "reason",
    "a departure gives a reason that is none",
    lie(gone, "a1", "departure", saying({ reason: "forgotten" })),
  ),
  broken(
    "R3",
    "no-incarnation",
    "a departure names no incarnation",
    lie(gone, "a1", "departure", lacking("incarnation")),
  ),
  broken(
    "R3",
    "no-departure",
    "another incarnation of a key that is in state is observed, and the one before has not departed",
    delta(again("2"), coverage([complete10])),
  ),
  broken(
    "R3",
    "departure-of-another",
    "another incarnation of a key that is in state is observed, and a third one has departed",
    delta(departure(DATA, "replaced", { incarnation: "0" }), again("2"), coverage([complete10])),
  ),
  broken(
    "R3",
    "no-departure-of-context",
    "another incarnation of a context that is in state is read, and the one before has not departed",
    followedBy(
      SHARED,
      segment("a1", at("10:01"), [
        opened(),
        context(TENANT, "user/7", USERS, { incarnation: "2" }),
        coverage([complete10, complete(`${TENANT}#${USERS}`, at("10:00:50"))]),
        closed(),
      ]),
      seal("s1", "a1", at("10:02")),
    ),
  ),
  broken(
    "R3",
    "gone-and-observed",
    "an entry is gone and observed in one segment",
    delta(departure(DATA, "gone"), again("1"), coverage([complete10])),
  ),
  broken(
    "R3",
    "gone-and-replaced",
    "an entry is gone, and another incarnation of its key is observed in the same segment",
    delta(departure(DATA, "gone"), again("2"), coverage([complete10])),
  ),
  broken(
    "R3",
    "not-found-of-nothing",
    "a key that is not in state is not found, and was not asked for",
    delta(departure(NOBODY, "not-found"), coverage([complete10])),
  ),
  broken(
    "R3",
    "replaced-of-nothing",
    "a key that is not in state is replaced, and no observation follows",
    delta(departure(NOBODY, "replaced"), coverage([complete10])),
  ),
  broken(
    "R3",
    "not-found-in-window",
    "a window has no full segment, and a key is not found that was not asked for",
    delta(departure(LOGS, "not-found"), coverage([complete10])),
    { from: at("10:00") },
  ),
  broken("R3", "no-key", "a departure names no key", lie(gone, "a1", "departure", lacking("key"))),
  valid("gone", "an entry is gone from a unit that was read completely", gone),
  valid(
    "not-found",
    "an entry was asked for by name and is not found",
    delta(departure(LOGS, "not-found"), coverage([incomplete(BUCKETS, { seen: [DATA] })], { notFound: [asked] })),
  ),
  valid(
    "replaced",
    "an entry is replaced by another incarnation",
    delta(departure(DATA, "replaced"), again("2"), coverage([complete10])),
  ),
  valid(
    "departure-of-another-incarnation",
    "a departure of another incarnation than that in state changes nothing: nothing has to be complete for it",
    delta(departure(DATA, "gone", { incarnation: "0" }), coverage([incomplete(BUCKETS, { seen: [DATA, LOGS] })])),
  ),
];
