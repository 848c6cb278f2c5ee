// C7: acts go on in a higher gen by an act of their own, and nowhere else does one restart.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { onSegment } from "../forge/edit.ts";
import type { Draft, Plan } from "../forge/plan.ts";
import { act, ACTS, at, followedBy, seal } from "../forge/small.ts";
import { broken, type LedgerVector, valid } from "./vector.ts";

const AGAIN_SAID: JsonObject = { subject: "encrypted", about: null, text: "again" };
const ACTS_GO_ON: Plan = followedBy(
  ACTS,
  { ...act("t1", at("10:01"), "response", AGAIN_SAID), gen: 1 },
  seal("s1", "t1", at("10:02")),
);
const NOWHERE: JsonObject = { gen: 0, seq: -1, head: "0".repeat(64), abandoned: [] };

/** An act was cut, and acts go on in gen 1: with a restart, and what was cut said again. */
export const actsRestarted = (change = (drafts: readonly Draft[]): readonly Draft[] => drafts): Plan =>
  followedBy(
    ACTS,
    {
      ...act("t1", at("10:01"), "response", AGAIN_SAID),
      abandoned: true,
      object: (bytes: Buffer) => bytes.subarray(0, -20),
    },
    {
      ...act("u0", at("11:01"), "restart", {}),
      gen: 1,
      records: change([
        { type: "restart", body: { principal: "role/security" } },
        { type: "response", body: { principal: "role/security", ...AGAIN_SAID } },
      ]),
    },
    seal("s1", "u0", at("11:02")),
  );

export const actsRestart: readonly LedgerVector[] = [
  broken("C7", "acts-without-restart", "acts go on in gen 1, which begins with no restart", ACTS_GO_ON),
  broken(
    "C7",
    "acts-in-window",
    "the first seal of a window lists acts in gen 1, which begins with no restart",
    ACTS_GO_ON,
    { from: at("10:00") },
  ),
  broken(
    "C7",
    "acts-restart-second",
    "the restart of acts is the second record of their gen 1",
    actsRestarted((drafts) => drafts.toReversed()),
  ),
  broken(
    "C7",
    "acts-restart-in-gen-0",
    "an act restarts, and its chain is in gen 0",
    followedBy(
      ACTS,
      act("t1", at("10:01"), "restart", { restarts: { ...NOWHERE, reason: "none", principal: "role/operator" } }),
      seal("s1", "t1", at("10:02")),
    ),
  ),
  broken(
    "C7",
    "acts-nothing-wrong",
    "acts restart before an act that is a valid continuation",
    onSegment(actsRestarted(), "t1", (plan) => ({ ...plan, object: (bytes) => bytes })),
  ),
  valid("acts-restarted", "a cut act is abandoned, and acts go on in gen 1 with a restart", actsRestarted()),
];
