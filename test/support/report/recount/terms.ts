// Says of an instant whether an item counts for a control, by which limit, and whether its risk is accepted then.
import { EVERYTHING, isWithin, placeOf } from "../../../../controls/boundary.ts";
import { durationMs } from "../../../../controls/control.ts";
import { covers, type Waiver } from "../../../../controls/waiver.ts";
import { splitUnit } from "../../../../evidence-schema/record/record.ts";
import type { Entry } from "../../../../evidence-schema/state/entry.ts";
import { inForce } from "./freshness.ts";
import type { RawLedger, Sealed } from "./raw-ledger.ts";
import type { Item } from "./readings.ts";

type Control = NonNullable<Sealed["controls"]>["controls"][number];

/** The control as it is stated at an instant; undefined where it is not stated, or not in effect. */
export function controlAt(ledger: RawLedger, id: string, at: number): Control | undefined {
  const control = inForce(ledger, at).controls?.controls.find((each) => each.id === id);
  if (control === undefined) return undefined;
  if (control.from !== null && at < Date.parse(control.from)) return undefined;
  return control.until !== null && at >= Date.parse(control.until) ? undefined : control;
}

export const limitOf = ({ correctWithin }: Control): number => durationMs(correctWithin);

/** Whether the item counts for the control: the check speaks for it, the scope is enrolled, the item lies within the boundary. */
export function countsAt(ledger: RawLedger, control: Control | undefined, item: Item, at: number): boolean {
  return control?.checks.some(({ check }) => check === item.check) === true && isInside(ledger, item, at);
}

/** Whether the tests that are in force then ask a check. */
export const isAsked = (ledger: RawLedger, check: string, at: number): boolean =>
  inForce(ledger, at).tests?.checks.some(({ id }) => id === check) === true;

/** Whether it lies in an enrolled scope, and within the boundary. */
export function isInside(ledger: RawLedger, item: Item, at: number): boolean {
  // A unit that was not read may hold anything, whatever the boundary says of what is known.
  if (item.key === null) return isListed(ledger, item, at);
  return isEnrolled(ledger, item.scope, at) && isWithinAt(ledger, item, at);
}

/** Whether its scope is enrolled then, or was not yet: what is read may be older than the first seal that names the scope. */
function isEnrolled({ seals }: RawLedger, scope: string, at: number): boolean {
  const rosters = seals.map(({ time, seal }) => ({ time, isIn: seal.roster.enrolled.includes(scope) }));
  const first = rosters.find(({ isIn }) => isIn);
  if (first === undefined) return false;
  return at < first.time || rosters.findLast(({ time }) => time <= at)?.isIn === true;
}

/** Whether nobody but the roster tells of it: of a scope that is not enrolled, or that is and was not read yet. */
export function isListed(ledger: RawLedger, { scope, unit }: Item, at: number): boolean {
  const { enrolled, found, unlisted } = inForce(ledger, at).seal.roster;
  return (unit === "" ? [...found, ...unlisted] : enrolled).includes(scope);
}

function isWithinAt(ledger: RawLedger, item: Item, at: number): boolean {
  const boundary = inForce(ledger, at).boundary ?? EVERYTHING;
  const entry = entryAt(item, at);
  return entry === null || isWithin(placeOf(boundary, subjectOf(item.scope, entry)));
}

/** The resource as it was known last; before it was known, as it was first. */
function entryAt({ readings }: Item, at: number): Entry | null {
  const known = readings.filter(({ entry }) => entry !== null);
  return (known.findLast(({ time }) => time <= at) ?? known[0])?.entry ?? null;
}

const subjectOf = (scope: string, { key, unit, region, labels }: Entry) => ({
  scope,
  key,
  type: splitUnit(unit).type,
  region,
  labels,
});

/** A risk that was accepted on record. Times are milliseconds since 1970; it is in force in [from, to). */
export type Acceptance = { readonly terms: Waiver; readonly from: number; readonly to: number };

/** In force from the latest of its own begin, its record, and the last seal that lacks it; until its end or the next record of its id. */
export function acceptancesOf({ segments, seals }: RawLedger): Acceptance[] {
  const acts = segments
    .filter(({ scope }) => scope === "tidemark/ledger")
    .flatMap(({ records, sealedBy, time }) =>
      records
        .filter(({ type }) => type === "waiver")
        .map(({ body }) => ({ terms: body as unknown as Waiver, sealedBy, time })),
    );
  return acts.map(({ terms, sealedBy, time }, index) => {
    const next = acts.slice(index + 1).find((each) => each.terms.id === terms.id);
    const lacking = seals[sealedBy - 1]?.time ?? -Infinity;
    return {
      terms,
      from: Math.max(Date.parse(terms.from), time, lacking),
      to: Math.min(Date.parse(terms.until), next?.time ?? Infinity),
    };
  });
}

export function isAccepted(acceptances: readonly Acceptance[], item: Item, at: number): boolean {
  const entry = entryAt(item, at);
  if (entry === null) return false;
  const subject = subjectOf(item.scope, entry);
  return acceptances.some(({ terms, from, to }) => from <= at && at < to && covers(terms, item.check, subject));
}
