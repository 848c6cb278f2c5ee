// Lists the failures of a window, each once, with the controls that it counts for.
import type { Severity } from "../../../checks/check.ts";
import { isWithin } from "../../../controls/boundary.ts";
import { failuresIn, type FailureInWindow } from "../../tables/failures-in.ts";
import { instant, type Rows } from "../../tables/rows.ts";
import { idOf, type PopulationRow } from "../population.ts";
import type { Asked } from "./asked.ts";

/**
 * The id is that of the failure. Its eight digits are of a digest: where two failures have the same, each has its scope, resource and
 * check behind it.
 */
export function failureRows(
  rows: Rows,
  { question, window, policy, until }: Asked,
  severityOf: (check: string) => Severity | null,
): PopulationRow[] {
  const { controls, scopes, types } = question;
  const found = failuresIn(rows, policy, { window, until, severityOf }).filter(
    ({ scope, type, place, counted }) =>
      (controls.length === 0 || (counted !== null && controls.includes(counted.control))) &&
      (scopes.length === 0 || scopes.includes(scope)) &&
      (types.length === 0 || types.includes(type)) &&
      (question.place === "all" || place === null || isWithin(place)),
  );
  const each = Map.groupBy(found, ({ id, scope, key, check }) => idOf(id, scope, key, check));
  const named = Map.groupBy(each.values(), ([first]) => first?.id);
  return [...each].map(([whole, same]): PopulationRow => {
    const [first] = same as [FailureInWindow];
    const isAlone = named.get(first.id)?.length === 1;
    const { scope, key, type, region, failure } = first;
    const { incarnation } = failure;
    // When it became known: by then it was failing.
    const before = instant(failure.knownAt + 1) as string;
    const about = incarnation === null ? null : { scope, key, incarnation, type, region, before };
    return { id: isAlone ? first.id : whole, cells: cellsOf(first, same), about };
  });
}

function cellsOf(first: FailureInWindow, same: readonly FailureInWindow[]): PopulationRow["cells"] {
  const counted = same.flatMap((each) => each.counted ?? []);
  return {
    failure: first.id,
    scope: first.scope,
    resource: first.key,
    type: first.type,
    region: first.region,
    name: first.name,
    check: first.check,
    because: first.because,
    severity: first.severity,
    place: first.place,
    owner: first.owner,
    controls: counted.map(({ control, status }) => `${control}: ${status}`).join("; ") || null,
    from: instant(first.failure.from),
    to: instant(first.failure.to),
    record: first.failure.opening.record,
    end_record: first.failure.closing?.record ?? null,
  };
}
