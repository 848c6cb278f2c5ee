// Reads what is laid over the facts of one resource: where it lay within the boundary, its owner, and the risks that were accepted for it.
import { isWithin, placeOf, type Place } from "../../../controls/boundary.ts";
import type { Subject } from "../../../controls/match.ts";
import { covers } from "../../../controls/waiver.ts";
import { joined, type Stretch } from "../../period/stretches.ts";
import type { Acceptance } from "../../period/terms.ts";
import { ms, type Row, type Rows } from "../rows.ts";
import type { Accepted } from "./acceptances.ts";
import type { PolicyTimes } from "./policy-times.ts";

/** A resource as rules match it, while it had these labels, and this type and region. */
export type Described = Stretch & { readonly subject: Subject };

// Two segments may have one time: what the later one says holds.
const IN_ORDER = `order by scope, key, from_time, rowid`;
const LABELS = `select * from label where scope = :scope and key = :key ${IN_ORDER}`;
const ALL_LABELS = `select * from label ${IN_ORDER}`;

/** How a resource was described over time. The first description holds from the beginning: what is known of it may be older than its record. */
export const descriptionsOf = (rows: Rows, scope: string, key: string): Described[] =>
  descriptionsIn(rows.all(LABELS, { scope, key }));

/** Those of all resources, by scope and key with a space between. */
export function allDescriptions(rows: Rows): ReadonlyMap<string, Described[]> {
  const byResource = Map.groupBy(rows.all(ALL_LABELS), ({ scope, key }) => `${String(scope)} ${String(key)}`);
  return new Map([...byResource].map(([id, labels]) => [id, descriptionsIn(labels)]));
}

function descriptionsIn(labels: readonly Row[]): Described[] {
  return labels.map((row, at) => ({
    from: at === 0 ? -Infinity : (ms(row["from_time"]) as number),
    to: at === labels.length - 1 ? Infinity : (ms(labels[at + 1]?.["from_time"]) as number),
    subject: {
      scope: String(row["scope"]),
      key: String(row["key"]),
      type: String(row["type"]),
      region: row["region"] as string | null,
      labels: JSON.parse(String(row["labels"])) as { [label: string]: string },
    },
  }));
}

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
