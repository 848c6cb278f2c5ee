// What is true of the world, by itself: no reading, no record and no rule has a part in it.
import type { Question, Specification } from "./specification.ts";
import { type World, regionOf } from "./world.ts";

type Place = { readonly key: string; readonly incarnation: string; readonly unit: string };
export type Claim = {
  readonly entry: Place;
  readonly check: Specification;
  readonly outcome: string;
  readonly planned: readonly string[];
  /** What it rests on beside its own resource. */
  readonly relied: { readonly keys: readonly string[]; readonly units: readonly string[] };
};

/** Whether the outcome of a resource was true at some instant of a period. */
export function isTrueWithin(world: World, claim: Claim, from: number, to: number): boolean {
  const instants = [from, ...world.changes(from, to)];
  const { relied, outcome } = claim;
  // A witness decides at once, and a pass because something bad is absent is not confirmed by reading the subject again:
  // the subject may have gone before. A fail for lack of something must have been one.
  const apart = relied.keys.length > 0 || (relied.units.length > 0 && outcome === "pass");
  return apart ? isTrueApart(world, claim, instants) : instants.some((instant) => isTrueAt(world, claim, instant));
}

function isTrueAt(world: World, { entry, check, outcome, planned }: Claim, instant: number): boolean {
  const being = world.at(entry.key, instant);
  return being?.incarnation === entry.incarnation && judge(world, being, check, instant, planned) === outcome;
}

// The subject was there at one instant, and at another what it rests on was so for a subject of that name in that place.
function isTrueApart(
  world: World,
  { entry, check, outcome, planned, relied }: Claim,
  instants: readonly number[],
): boolean {
  const subject = { body: { name: entry.key, value: "good" }, region: regionOf(entry.unit) };
  const places = relied.keys.length > 0 ? null : planned;
  return (
    instants.some((instant) => world.at(entry.key, instant)?.incarnation === entry.incarnation) &&
    instants.some((instant) => judge(world, subject, check, instant, places) === outcome)
  );
}

type Subject = { readonly body: { readonly [field: string]: unknown }; readonly region: string };

function judge(
  world: World,
  subject: Subject,
  check: Specification,
  instant: number,
  planned: readonly string[] | null,
): string | null {
  const { fields, strict, kind, questions } = check;
  if (fields.some((field) => typeof subject.body[field] !== "string")) return null;
  const bad = (field: string): boolean => subject.body[field] === "bad" || (strict && subject.body[field] === "poor");
  if (kind === "value") return fields.some(bad) ? "fail" : "pass";
  const some = questions.some((question) => rows(world, subject, question, instant, planned).some((row) => row));
  return (kind === "no") === some ? "fail" : "pass";
}

// Whether each row that names the subject is a wanted one.
function rows(
  world: World,
  subject: Subject,
  { type, within, elsewhere = false, wanted }: Question,
  instant: number,
  planned: readonly string[] | null,
): boolean[] {
  return world.keys(type).flatMap((key) => {
    const being = world.at(key, instant);
    if (being === null || being.body["target"] !== subject.body["name"]) return [];
    if (within === "region" && being.region !== subject.region) return [];
    // The scope is what is planned of it, for what is not there.
    if (
      planned !== null &&
      within === "scope" &&
      !elsewhere &&
      !planned.some(
        (unit) => unit.startsWith(`${type}@`) && (regionOf(unit) === being.region || type.endsWith("Global")),
      )
    )
      return [];
    return [Object.entries(wanted).every(([field, value]) => being.body[field] === value)];
  });
}

/** What must be said in the end of an estate in which nothing changes and everything can be read. */
export function calmOutcome(world: World, entry: Place, check: Specification, now: number): string {
  const being = world.at(entry.key, now);
  if (being === null) return "no such resource";
  const planned = check.questions.flatMap(({ type }) => [`${type}@r1`, `${type}@r2`]);
  const outcome = judge(world, being, check, now, planned) ?? "indeterminate";
  const decides = check.kind === "no" ? "fail" : "pass";
  if (check.kind === "value" || outcome === decides || outcome === "indeterminate") return outcome;
  // Absence can't be told where some row has another shape than the check reads.
  const unreadable = check.questions.some(({ type, within, fields }) =>
    world.keys(type).some((key) => {
      const row = world.at(key, now);
      if (row === null || (within === "region" && row.region !== being.region)) return false;
      return fields.some((field) => typeof row.body[field] !== "string");
    }),
  );
  return unreadable ? "indeterminate" : outcome;
}
