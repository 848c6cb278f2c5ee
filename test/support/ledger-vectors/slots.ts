// W1 and W7: every slot that was due has its seal, in time and with every scope.
import { onSeal } from "../forge/edit.ts";
import type { Plan, SealPlan } from "../forge/plan.ts";
import { ACTS, at, AWS, HOURLY, ON_DEMAND, runOf, seal, followedBy } from "../forge/small.ts";
import { incomplete, type LedgerVector, valid } from "./vector.ts";

export const slotted = (name: string, hour: string, more: Partial<SealPlan> = {}): SealPlan => ({
  is: "seal",
  name,
  run: runOf(hour),
  time: at(`${hour}:05`),
  slot: at(`${hour}:00`),
  ...more,
});

/** Acts sealed in an hour's slot under an hourly schedule, then silent seals in those of these hours. */
export const hourly = (...hours: readonly string[]): Plan => ({
  ...ACTS,
  documents: { schedule: HOURLY },
  steps: [...ACTS.steps.slice(0, 1), ...hours.map((hour, i) => slotted(`s${i}`, hour))],
});

export const slots: readonly LedgerVector[] = [
  incomplete("W1", "between", "no seal is of a slot between two seals", hourly("09", "11"), { now: at("11:10") }),
  incomplete("W1", "since-the-newest", "no seal is of a slot since the newest seal", hourly("09", "10"), {
    now: at("11:15"),
  }),
  incomplete(
    "W1",
    "manual-seal",
    "a seal was made by hand in the hour of a slot",
    followedBy(hourly("09"), seal("s1", "t1", at("10:05"))),
    { now: at("10:20") },
  ),
  incomplete(
    "W1",
    "before-the-window",
    "the slot before the first seal of a window has no seal",
    hourly("09", "10", "12"),
    { from: at("10:30"), now: at("12:10") },
  ),
  incomplete(
    "W1",
    "schedule-of-then",
    "a slot was missed before the schedule ended",
    {
      ...hourly("09"),
      steps: [...hourly("09").steps, seal("s1", "t1", at("11:05"), { documents: { schedule: ON_DEMAND } })],
    },
    { now: at("11:10") },
  ),
  incomplete(
    "W1",
    "late-run",
    "the seal of a slot is later than its grace",
    onSeal(hourly("09", "10"), "s1", (plan) => ({ ...plan, time: at("10:15:01") })),
    { now: at("10:20") },
  ),
  incomplete(
    "W1",
    "early-run",
    "the seal of a slot is more than 120 s earlier than the slot",
    onSeal(hourly("09", "10"), "s1", (plan) => ({ ...plan, time: at("09:57:59") })),
    { now: at("10:20") },
  ),
  incomplete(
    "W7",
    "silent",
    "an enrolled scope is silent in the seal of a slot",
    { ...hourly("09"), enrolled: [AWS] },
    { now: at("09:10") },
  ),
  valid(
    "last-moment",
    "the seal of a slot is at the end of its grace",
    onSeal(hourly("09", "10"), "s1", (plan) => ({ ...plan, time: at("10:15") })),
    { now: at("10:20") },
  ),
  valid(
    "early-clock",
    "the seal of a slot is 120 s earlier than the slot",
    onSeal(hourly("09", "10"), "s1", (plan) => ({ ...plan, time: at("09:58") })),
    { now: at("10:20") },
  ),
  valid("slots", "every slot has its seal", hourly("09", "10", "11"), { now: at("11:10") }),
  valid("slot-in-grace", "a slot is not due before its grace is over", hourly("09", "10"), { now: at("11:14:59") }),
  valid("slot-at-the-end", "the period ends where a slot begins", hourly("09", "10", "11"), {
    to: at("12:00"),
    now: at("12:30"),
  }),
  valid("slot-outside", "a slot was missed before the period", hourly("09", "11", "12"), {
    from: at("11:00"),
    now: at("12:10"),
  }),
  valid(
    "schedule-begins",
    "no slot was due before the schedule began",
    {
      ...ACTS,
      steps: [...ACTS.steps, slotted("s1", "12", { documents: { schedule: { ...HOURLY, from: at("12:00") } } })],
    },
    { now: at("12:10") },
  ),
];
