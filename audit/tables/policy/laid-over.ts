// Reads what is laid over the facts of one resource: where it lay within the boundary, its owner, and the risks that were accepted for it.
import { isWithin, placeOf, type Place } from "../../../controls/boundary.ts";
import type { Subject } from "../../../controls/match.ts";
import { covers } from "../../../controls/waiver.ts";
import { jsonEqual } from "../../../evidence-schema/bytes/equal.ts";
import { splitUnit } from "../../../evidence-schema/record/record.ts";
import { joined, type Stretch } from "../../period/stretches.ts";
import type { Acceptance } from "../../period/terms.ts";
import { ms, type Row, type Rows } from "../rows.ts";
import type { Accepted } from "./acceptances.ts";
import type { PolicyTimes } from "./policy-times.ts";

/** A resource as rules match it, while it had these labels and lay there. */
export type Described = Stretch & { readonly subject: Subject };

const DESCRIBED = `select scope, key, from_time, labels, unit, region from label`;
const IN_ORDER = `order by scope, key, from_time, rowid`;
const LABELS = `${DESCRIBED} where scope = :scope and key = :key ${IN_ORDER}`;
const ALL_LABELS = `${DESCRIBED} ${IN_ORDER}`;

/** How a resource was described over time. The first description holds from the beginning: what is known of it may be older than its record. */
export const descriptionsOf = (rows: Rows, scope: string, key: string): Described[] =>
  descriptionsIn(rows.all(LABELS, { scope, key }));

/** Those of all resources, by scope and key with a space between. */
export function allDescriptions(rows: Rows): ReadonlyMap<string, Described[]> {
  const byResource = Map.groupBy(rows.all(ALL_LABELS), ({ scope, key }) => `${String(scope)} ${String(key)}`);
  return new Map([...byResource].map(([id, labels]) => [id, descriptionsIn(labels)]));
}

function descriptionsIn(rows: readonly Row[]): Described[] {
  const subjects = rows.map((row) => ({ at: ms(row["from_time"]) as number, subject: subjectOf(row) }));
  // A new name alone changes nothing that rules match.
  const changes = subjects.filter(({ subject }, n) => n === 0 || !jsonEqual(subject, subjects[n - 1]?.subject));
  return changes.map(({ at, subject }, n) => ({
    from: n === 0 ? -Infinity : at,
    to: changes[n + 1]?.at ?? Infinity,
    subject,
  }));
}

const subjectOf = (row: Row): Subject => ({
  scope: String(row["scope"]),
  key: String(row["key"]),
  type: splitUnit(String(row["unit"])).type,
  region: row["region"] as string | null,
  labels: JSON.parse(String(row["labels"])) as { [label: string]: string },
});

export type Placed = Stretch & { readonly place: Place };

/** The place of a resource over time, by the boundary that was in force. */
export function placesOf(described: readonly Described[], { boundary }: Pick<PolicyTimes, "boundary">): Placed[] {
  return described.flatMap(({ from, to, subject }) =>
    boundary.flatMap((inForce) => {
      const both = { from: Math.max(from, inForce.from), to: Math.min(to, inForce.to) };
      return both.from < both.to ? [{ ...both, place: placeOf(inForce.document, subject) }] : [];
    }),
  );
}

export const withinOf = (places: readonly Placed[]): Stretch[] => joined(places.filter(({ place }) => isWithin(place)));

/** The risks that were accepted for a check of a resource, each while it was in force and matched the resource. */
export function acceptedFor(
  check: string,
  described: readonly Described[],
  accepted: readonly Accepted[],
): Acceptance[] {
  return accepted.flatMap(({ from, to, id, record, terms }) =>
    described.flatMap((each) => {
      const both = { from: Math.max(from, each.from), to: Math.min(to, each.to), id, record };
      return both.from < both.to && covers(terms, check, each.subject) ? [both] : [];
    }),
  );
}
