// Lists the items of a window: one row for each incarnation of a resource that was there at some instant of it.
import { checksOf } from "./checks-of.ts";
import type { Asked } from "./asked.ts";
import { ownerOf } from "../../../controls/owners.ts";
import { isWithin } from "../../../controls/boundary.ts";
import { common, type Stretch } from "../../period/stretches.ts";
import { allDescriptions, placesOf, type Described } from "../../tables/policy/laid-over.ts";
import { instant, ms, type Row, type Rows } from "../../tables/rows.ts";
import { idOf, type Looked, type PopulationRow } from "../population.ts";

const RESOURCES = `select * from resource where first_seen < :to and (departed is null or departed >= :from)
  order by scope, key, first_seen, rowid`;

/** Resources that a check judged, with an answer other than not applicable, at some time of the window. */
const JUDGED = `select distinct scope, key, incarnation from result
  where check_id in (select value from json_each(:checks)) and answer in ('pass', 'fail', 'indeterminate')
    and from_time < :to and (to_time is null or to_time > :from)`;

/**
 * The id is `scope|key|incarnation`. A name is null for people, who stand by reference. A resource that left and came back as the same
 * incarnation is one row.
 */
export function itemRows(rows: Rows, asked: Asked, types: readonly string[] = asked.question.types): PopulationRow[] {
  const { window, question, policy } = asked;
  const over = { from: instant(window.from), to: instant(window.to) };
  const checks = checksOf(question.controls, asked);
  const judged =
    checks === null ? null : new Set(rows.all(JUDGED, { ...over, checks: JSON.stringify(checks) }).map(idOfResource));
  const described = allDescriptions(rows);
  const isAsked = (row: Row): boolean =>
    isAmong(question.scopes, row["scope"]) && isAmong(types, row["type"]) && judged?.has(idOfResource(row)) !== false;
  const spells = Map.groupBy(rows.all(RESOURCES, over).filter(isAsked), idOfResource);
  return [...spells].flatMap(([id, same]): PopulationRow[] => {
    const [first] = same as [Row];
    const there = common(same.map(presenceOf), [window]);
    const own = described.get(`${String(first["scope"])} ${String(first["key"])}`) ?? [];
    const places = placesOf(own, policy).filter((each) => common([each], there).length > 0);
    if (question.place === "within" && !places.some(({ place }) => isWithin(place))) return [];
    const cells = { ...cellsOf(same), place: places.at(-1)?.place ?? null, owner: ownerIn(own, asked) };
    return [{ id, cells, about: lookedAt(same.at(-1) as Row, over.to as string) }];
  });
}

const isAmong = (names: readonly string[], value: Row[string] | undefined): boolean =>
  names.length === 0 || names.includes(String(value));

/** At the end of the window, or at the last moment that it was there. */
const lookedAt = (last: Row, until: string): Looked => ({
  scope: String(last["scope"]),
  key: String(last["key"]),
  incarnation: String(last["incarnation"]),
  type: String(last["type"]),
  region: text(last["region"]),
  before: last["departed"] === null || String(last["departed"]) > until ? until : String(last["departed"]),
});

const idOfResource = ({ scope, key, incarnation }: Row): string =>
  idOf(String(scope), String(key), String(incarnation));

/** A resource that is first seen and gone by one record was there at that instant. */
function presenceOf(row: Row): Stretch {
  const from = ms(row["first_seen"]) as number;
  const to = ms(row["departed"]);
  return { from, to: to === null ? Infinity : Math.max(to, from + 1) };
}

const text = (value: Row[string] | undefined): string | null => (value == null ? null : String(value));

/** `spells`: of one incarnation, in order of time. */
function cellsOf(spells: readonly Row[]): PopulationRow["cells"] {
  const [first, last] = [spells[0] as Row, spells.at(-1) as Row];
  return {
    scope: text(first["scope"]),
    resource: text(first["key"]),
    incarnation: text(first["incarnation"]),
    type: text(first["type"]),
    region: text(first["region"]),
    name: text(last["name"]),
    created: text(first["created"]),
    first_seen: text(first["first_seen"]),
    first_seen_is: first["baseline"] === 1 ? "first reading of its type, may be older" : "appeared",
    departed: text(last["departed"]),
    departed_why: text(last["why"]),
    record: text(first["record"]),
  };
}

function ownerIn(described: readonly Described[], { policy, window }: Asked): string | null {
  const subject = described.findLast(({ from }) => from < window.to)?.subject;
  const owners = policy.controls.findLast(({ from }) => from < window.to)?.document?.owners ?? [];
  return subject === undefined ? null : ownerOf(owners, subject);
}
