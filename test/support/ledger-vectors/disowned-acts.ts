// A2 and K4 where the object stands in the chain of the acts themselves.
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { ACTS_SCOPE, segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { digestOf } from "../forge/forge.ts";
import type { Plan, SegmentPlan } from "../forge/plan.ts";
import { act, ACTS, at, followedBy, seal } from "../forge/small.ts";
import { actsRestarted } from "./acts-restart.ts";
import { broken, stray, valid, type LedgerVector } from "./vector.ts";

const JUNK = Buffer.from("to do\n");

/** The acts, with an object in their chain that is none of them. */
const beside = (gen: number, seq: number): { readonly key: string; readonly plan: Plan } => {
  const key = segmentKey(ACTS_SCOPE, gen, seq);
  const put = { is: "object", name: key, time: at("09:30"), key, bytes: () => JUNK } as const;
  return { key, plan: followedBy(ACTS, put) };
};

const disowning = (name: string, clock: string, key: string, object: string): SegmentPlan =>
  act(name, at(clock), "disowned", { objects: [{ key, object }], reason: "put there by mistake" });

const disowned = (gen: number, seq: number, object = sha256Hex(JUNK)): Plan => {
  const { key, plan } = beside(gen, seq);
  return followedBy(plan, disowning("t1", "10:01", key, object), seal("s1", "t1", at("10:02")));
};

const FIRST = segmentKey(ACTS_SCOPE, 0, 0);

/** Somebody puts an object into the gen that the acts have left, after the seal of their restart. */
const LEFT = segmentKey(ACTS_SCOPE, 0, 50);
const PUT_LATER: Plan = followedBy(actsRestarted(), {
  is: "object",
  name: LEFT,
  time: at("11:30"),
  key: LEFT,
  bytes: () => JUNK,
});

export const disownedActs: readonly LedgerVector[] = [
  stray("K4", "beside-the-acts", "an object in the chain of the acts continues nothing", beside(0, 9).plan),
  stray(
    "K4",
    "beside-the-acts-with-another-digest",
    "an act disowns an object in the chain of the acts, with the digest of other bytes",
    disowned(0, 9, "a".repeat(64)),
  ),
  valid("disowned-beside-the-acts", "an act disowns an object in the chain of the acts", disowned(0, 9)),
  valid("disowned-gen-of-the-acts", "an act disowns an object in a gen of the acts that nobody opened", disowned(7, 0)),
  valid(
    "disowned-in-the-way-of-acts",
    "an act disowns the object that holds the position after it",
    // ACTS has two acts, and the one that disowns is the third.
    disowned(0, 3),
  ),
  ...["genesis.json", "log/000000000000.json", "log/000000000000.note"].map((key) =>
    broken(
      "A2",
      key === "genesis.json" ? "genesis" : `log-${key.slice(-4)}`,
      `an act disowns ${key}`,
      followedBy(ACTS, disowning("t1", "10:01", key, digestOf(ACTS, key)), seal("s1", "t1", at("10:02"))),
    ),
  ),
  broken(
    "A2",
    "genesis-of-another-digest",
    "an act disowns genesis with the digest of other bytes",
    followedBy(ACTS, disowning("t1", "10:01", "genesis.json", "a".repeat(64)), seal("s1", "t1", at("10:02"))),
  ),
  broken("C7", "acts-put-into-a-left-gen", "an object comes into a gen that the acts have left", PUT_LATER),
  valid(
    "disowned-in-a-left-gen-of-the-acts",
    "an act disowns an object that came into a gen that the acts have left",
    followedBy(
      PUT_LATER,
      { ...disowning("u1", "12:01", LEFT, sha256Hex(JUNK)), gen: 1 },
      seal("s2", "u1", at("12:02")),
    ),
  ),
  broken(
    "A2",
    "sealed-act",
    "an act disowns an act that a seal lists",
    followedBy(ACTS, disowning("t1", "10:01", FIRST, digestOf(ACTS, FIRST)), seal("s1", "t1", at("10:02"))),
  ),
];
