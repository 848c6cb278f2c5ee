// Lists the regions that accounts have turned on and that nothing is planned for, as the coverage of a run tells them.
import { REGION } from "../../audit/standing/not-planned.ts";
import { splitUnit } from "../../evidence-schema/record/record.ts";
import type { ScopeResult } from "../../observation/run.ts";

/** Makes one line for each account: what enrols its regions, or why the regions could not be listed. */
export function regionLines(observed: readonly ScopeResult[]): string[] {
  return observed.flatMap(({ scope, coverage }) => {
    const rows = coverage.flatMap(({ units }) => units).filter(({ unit }) => splitUnit(unit).type === REGION);
    const regions = rows.flatMap(({ unit, problem }) =>
      problem?.code === "not-planned" ? [splitUnit(unit).region] : [],
    );
    const unlisted = rows.flatMap(({ problem }) =>
      problem === null || problem.code === "not-planned" ? [] : [problem],
    );
    return [
      ...(regions.length === 0
        ? []
        : [
            `${scope}: add ${regions.map((region) => `"${region}"`).join(", ")} (turned on in the account) to regions of this scope, or to leftOut with a reason and an approver`,
          ]),
      ...unlisted.map(
        ({ code, detail }) => `${scope}: the regions of the account could not be listed (${code}: ${detail})`,
      ),
    ];
  });
}
