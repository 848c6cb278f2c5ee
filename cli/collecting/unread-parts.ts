// Finds the parts of a run of which nothing was read: whole scopes, and sources that told nothing of all that was asked.
import { LANE_NAMES } from "../../collectors/aws/account-lanes.ts";
import { RESOURCE_GRAPH, RESOURCE_MANAGER } from "../../collectors/azure/source.ts";
import { MICROSOFT_GRAPH } from "../../collectors/entra/source.ts";
import { CLOUD_ASSET } from "../../collectors/gcp/source.ts";
import { ACCESS_PATH } from "../../collectors/access-path.ts";
import { splitUnit, type CoverageRow, type Problem } from "../../evidence-schema/record/record.ts";
import type { RunResult } from "../../observation/run.ts";

export type UnreadPart = {
  readonly scope: string;
  /** Null for a whole scope. */
  readonly source: string | null;
  /** The types that were not read, where the source told something of others; else empty. */
  readonly types: readonly string[];
  /** Each cause once, in the order of the rows. */
  readonly problems: readonly Problem[];
};

/** By scope and source. A unit for which no source was asked counts for its scope alone. */
export function unreadParts({ observed }: Pick<RunResult, "observed">): UnreadPart[] {
  return observed.flatMap(({ scope, coverage }): UnreadPart[] => {
    const bySource = Map.groupBy(coverage, ({ source }) => source);
    const sources = [...bySource].flatMap(([source, records]): UnreadPart[] => {
      const rows = records.flatMap(({ units }) => units);
      const problems = causesOf(rows);
      if (problems !== null) return [{ scope, source, types: [], problems }];
      return EVERY_SERVICE.has(source) ? unreadTypes(rows).map((of) => ({ scope, source, ...of })) : [];
    });
    const asked = sources.filter(({ source }) => source !== NOBODY);
    if (causesOf(coverage.flatMap(({ units }) => units)) === null) return asked;
    const causes = (asked.length > 0 ? asked : sources).flatMap(({ problems }) => problems);
    return [{ scope, source: null, types: [], problems: once(causes) }];
  });
}

/** Sources that stand for many services, or many calls: each of these answers for its own types. */
const EVERY_SERVICE: ReadonlySet<string> = new Set([
  LANE_NAMES.direct,
  RESOURCE_GRAPH.source,
  RESOURCE_MANAGER.source,
  MICROSOFT_GRAPH.source,
  CLOUD_ASSET.source,
]);

function unreadTypes(rows: readonly CoverageRow[]): Pick<UnreadPart, "types" | "problems">[] {
  return [...Map.groupBy(rows, ({ unit }) => splitUnit(unit).type)].flatMap(([type, of]) => {
    const problems = causesOf(of);
    return problems === null ? [] : [{ types: [type], problems }];
  });
}

/** The source of a unit for which no source was asked (FORMAT.md R6). */
const NOBODY = "none";

/**
 * Why each row was not read; null where one was, or there is none. Two kinds of rows are not failed readings: access paths,
 * which no export contains, and regions that the config does not name.
 */
function causesOf(rows: readonly CoverageRow[]): readonly Problem[] | null {
  const told = rows.filter(
    ({ unit, problem }) => splitUnit(unit).type !== ACCESS_PATH && problem?.code !== "not-planned",
  );
  const problems = told.flatMap(({ problem }) => problem ?? []);
  if (problems.length === 0 || problems.length < told.length) return null;
  return once(problems);
}

const once = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [`${problem.code} ${problem.detail}`, problem])).values(),
];

/** Whether a scope failed or was left out, or one of its sources or types was not read at all. */
export const isIncomplete = (result: Pick<RunResult, "observed" | "failed" | "silent">): boolean =>
  result.failed.size + result.silent.size > 0 || unreadParts(result).length > 0;
