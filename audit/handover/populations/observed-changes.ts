// Lists the records of a window by which something changed that checks read: resources that came and went, and results that turned.
import { isWithin } from "../../../controls/boundary.ts";
import { allDescriptions, placesOf } from "../../tables/policy/laid-over.ts";
import { instant, ms, type Row, type Rows } from "../../tables/rows.ts";
import type { PopulationRow } from "../population.ts";
import type { Asked } from "./asked.ts";
import { checksOf } from "./checks-of.ts";

const CAME = `select scope, key, incarnation, type, region, record, first_seen as time, 'resource appeared' as said from resource
  where baseline = 0 and first_seen >= :from and first_seen < :to`;
const WENT = `select scope, key, incarnation, type, region, departed_record as record, departed as time, 'resource ' || why as said from resource
  where departed >= :from and departed < :to and departed_record is not null`;
const TURNED = `select result.scope, result.key, result.incarnation, result.record, result.from_time as time, check_id || ' ' || transition || ' to ' || answer as said,
    (select type from resource where resource.scope = result.scope and resource.key = result.key limit 1) as type,
    (select region from resource where resource.scope = result.scope and resource.key = result.key limit 1) as region
  from result where transition in ('drift', 'recovered') and result.from_time >= :from and result.from_time < :to
    and (:checks is null or check_id in (select value from json_each(:checks)))`;

/** The id is the record's place: its object and line. Where controls are named, only results of their checks count. */
export function changeRows(rows: Rows, asked: Asked): PopulationRow[] {
  const { window, question, policy } = asked;
  const over = { from: instant(window.from), to: instant(window.to) };
  const checks = checksOf(question.controls, asked);
  const moves = checks === null ? [...rows.all(CAME, over), ...rows.all(WENT, over)] : [];
  const turned = rows.all(TURNED, { ...over, checks: checks === null ? null : JSON.stringify(checks) });
  const described = allDescriptions(rows);
  const isWithinAt = ({ scope, key, time }: Row): boolean => {
    const at = ms(time) as number;
    const places = placesOf(described.get(`${String(scope)} ${String(key)}`) ?? [], policy);
    return places.some(({ from, to, place }) => from <= at && at < to && isWithin(place));
  };
  const isAsked = (row: Row): boolean =>
    (question.scopes.length === 0 || question.scopes.includes(String(row["scope"]))) &&
    (question.types.length === 0 || question.types.includes(String(row["type"]))) &&
    (question.place === "all" || isWithinAt(row));
  const records = Map.groupBy([...moves, ...turned].filter(isAsked), ({ record }) => String(record));
  return [...records].map(([id, same]): PopulationRow => {
    const { scope, key, incarnation, type, region, time } = same[0] as Row;
    const said = same.map((each) => String(each["said"])).sort();
    const about = { scope: String(scope), key: String(key), type: String(type), incarnation: String(incarnation) };
    return {
      id,
      about: { ...about, region: region as string | null, before: instant((ms(time) as number) + 1) as string },
      cells: {
        scope: String(scope),
        resource: String(key),
        type: type == null ? null : String(type),
        recorded: String(time),
        said: said.join("; "),
        record: id,
      },
    };
  });
}
