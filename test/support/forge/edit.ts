// Derives one ledger from another: the smallest change to a plan that shows what is meant.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Draft, EndPlan, KeyPlan, Plan, Restatements, SealPlan, SegmentPlan, Step } from "./plan.ts";

/** Changes the segment of that name. */
export function onSegment(plan: Plan, name: string, change: (segment: SegmentPlan) => SegmentPlan): Plan {
  return onStep(plan, name, (step) => (step.is === "segment" ? change(step) : step));
}

/** Changes the seal of that name. */
export function onSeal(plan: Plan, name: string, change: (seal: SealPlan) => SealPlan): Plan {
  return onStep(plan, name, (step) => (step.is === "seal" ? change(step) : step));
}

/** Changes the key leaf of that name. */
export function onKey(plan: Plan, name: string, change: (key: KeyPlan) => KeyPlan): Plan {
  return onStep(plan, name, (step) => (step.is === "key" ? change(step) : step));
}

/** Changes the end of that name. */
export function onEnd(plan: Plan, name: string, change: (end: EndPlan) => EndPlan): Plan {
  return onStep(plan, name, (step) => (step.is === "end" ? change(step) : step));
}

function onStep(plan: Plan, name: string, change: (step: Step) => Step): Plan {
  if (!plan.steps.some((step) => step.name === name)) throw new Error(`found no step ${name}, expected one`);
  return { ...plan, steps: plan.steps.map((step) => (step.name === name ? change(step) : step)) };
}

/** The plan without the steps of these names. */
export const without = (plan: Plan, ...names: readonly string[]): Plan => ({
  ...plan,
  steps: plan.steps.filter(({ name }) => !names.includes(name)),
});

/** The records of a segment, changed. */
export const records = (
  plan: Plan,
  name: string,
  change: (records: readonly (Draft | Restatements)[]) => readonly (Draft | Restatements)[],
): Plan => onSegment(plan, name, (segment) => ({ ...segment, records: change(segment.records) }));

/** Members given to the `nth` record of a type: the state goes on with them. */
export const given = (plan: Plan, name: string, type: string, members: JsonObject, nth = 0): Plan =>
  onRecord(plan, name, type, nth, (draft) => ({ ...draft, body: { ...draft.body, ...members } }));

/** What is written instead of the `nth` record of a type: the state goes on without it. */
export const lie = (plan: Plan, name: string, type: string, change: (body: JsonObject) => Json, nth = 0): Plan =>
  onRecord(plan, name, type, nth, (draft) => ({ ...draft, lie: change }));

function onRecord(plan: Plan, name: string, type: string, nth: number, change: (draft: Draft) => Draft): Plan {
  return records(plan, name, (drafts) => {
    let seen = -1;
    const changed = drafts.map((draft) => {
      if ("restate" in draft || draft.type !== type) return draft;
      seen += 1;
      return seen === nth ? change(draft) : draft;
    });
    if (seen < nth) throw new Error(`found ${seen + 1} records of type ${type} in ${name}, expected more than ${nth}`);
    return changed;
  });
}

/** `body` without some members. */
export const lacking =
  (...members: readonly string[]) =>
  (body: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(body).filter(([member]) => !members.includes(member)));

/** `body` with other members. */
export const saying =
  (members: JsonObject) =>
  (body: JsonObject): JsonObject => ({ ...body, ...members });
