// Lists the results that a waiver would cover as of the newest seal.
import { covers, type Waiver } from "../../controls/waiver.ts";
import { descriptionsOf } from "../tables/policy/laid-over.ts";
import type { Rows } from "../tables/rows.ts";

export type CoveredNow = {
  readonly scope: string;
  readonly key: string;
  readonly check: string;
  readonly answer: string;
};

const NOW = `select scope, key, check_id, answer from result where to_time is null and answer in ('pass', 'fail', 'indeterminate')
  and check_id in (select value from json_each(:checks)) order by scope, key, check_id`;

/** In order of scopes, resources and checks. */
export const coveredNow = (rows: Rows, match: Waiver["match"]): CoveredNow[] =>
  rows.all(NOW, { checks: JSON.stringify(match.checks) }).flatMap((row) => {
    const [scope, key, check] = [String(row["scope"]), String(row["key"]), String(row["check_id"])];
    const subject = descriptionsOf(rows, scope, key).at(-1)?.subject;
    return subject !== undefined && covers({ match }, check, subject)
      ? [{ scope, key, check, answer: String(row["answer"]) }]
      : [];
  });
