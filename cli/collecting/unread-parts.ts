// Finds the parts of a run of which nothing was read: whole scopes, and sources that told nothing of all that was asked.
import { ACCESS_PATH } from "../../collectors/access-path.ts";
import { splitUnit, type CoverageRow, type Problem } from "../../evidence-schema/record/record.ts";
import type { RunResult } from "../../observation/run.ts";

export type UnreadPart = {
  readonly scope: string;
  /** Null for a whole scope. */
  readonly source: string | null;
  /** Each cause once, in the order of the rows. */
  readonly problems: readonly Problem[];
};

/** By scope and source. A unit that nobody was asked for belongs to no source, and counts for its scope alone. */
export function unreadParts({ observed }: Pick<RunResult, "observed">): UnreadPart[] {
  return observed.flatMap(({ scope, coverage }): UnreadPart[] => {
    const bySource = Map.groupBy(coverage, ({ source }) => source);
    const sources = [...bySource].flatMap(([source, records]): UnreadPart[] => {
      const problems = causesOf(records.flatMap(({ units }) => units));
      return problems === null ? [] : [{ scope, source, problems }];
    });
    const asked = sources.filter(({ source }) => source !== NOBODY);
    if (causesOf(coverage.flatMap(({ units }) => units)) === null) return asked;
    return [
      { scope, source: null, problems: (asked.length > 0 ? asked : sources).flatMap(({ problems }) => problems) },
    ];
  });
}

/** The source of a unit for which nobody was asked (FORMAT.md R6). */
const NOBODY = "none";

/** Why each row was not read; null where one was, or there is none. Which ways people come is never read in a file. */
function causesOf(rows: readonly CoverageRow[]): readonly Problem[] | null {
  const told = rows.filter(({ unit }) => splitUnit(unit).type !== ACCESS_PATH);
  const problems = told.flatMap(({ problem }) => problem ?? []);
  if (problems.length === 0 || problems.length < told.length) return null;
  return [...new Map(problems.map((problem) => [`${problem.code} ${problem.detail}`, problem])).values()];
}

/** Whether a run could not read a scope, or anything of a source: every caller learns it by exit code 2. */
export const isIncomplete = (result: Pick<RunResult, "observed" | "failed" | "silent">): boolean =>
  result.failed.size + result.silent.size > 0 || unreadParts(result).length > 0;
