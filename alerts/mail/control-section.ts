// Writes the section of a mail on one control: what fails since when, what recovered, and whose it is.
import { becauseOfTime } from "../../audit/by-time.ts";
import { nameOf, type Names } from "../../audit/resource-name.ts";
import type { Difference } from "../../audit/timeline/structural-diff.ts";
import { checks } from "../../checks/index.ts";
import { cloudOfProvider, SEVERITIES } from "../../checks/check.ts";
import { durationMs } from "../../controls/control.ts";
import type { ControlEntry } from "../../controls/controls-document.ts";
import { parseScope } from "../../evidence-schema/keys/object-key.ts";
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { ResultNews } from "../news/result-news.ts";
import { plural } from "../../audit/plural.ts";

/** A control and its results; null where they serve none. */
export type Group = { readonly control: ControlEntry | null; readonly results: readonly ResultNews[] };

const isFail = ({ after }: ResultNews): boolean => after === "fail";

/** Whether a result fails and no waiver covers it. */
export const isOpen = (result: ResultNews): boolean => isFail(result) && result.waiver === null;

/** Resources that are named under one control; the rest is counted. */
const NAMED = 25;

/** Who is named how, and which ledger the commands of a mail are for. */
export type MailContext = {
  readonly names: Names;
  readonly named: <T extends string | null>(text: T) => T;
  readonly place: string;
};

export async function controlSection({ control, results }: Group, telling: MailContext): Promise<string[]> {
  const { named, place } = telling;
  const failing = results.filter(isOpen);
  const title =
    control === null
      ? "Results of checks that no control names"
      : `${control.id}  ${control.statement} (owner: ${named(control.owner) ?? "not named in the config"})`;
  const lines = [title, `  ${standing(control, results, failing)}`];
  const sorted = [...results].sort(
    (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || (a.entry.key < b.entry.key ? -1 : 1),
  );
  for (const result of sorted.slice(0, NAMED)) lines.push(...(await resultLines(result, telling)));
  if (sorted.length > NAMED) lines.push(`  and ${sorted.length - NAMED} more: npx tidemark status --ledger ${place}`);
  return lines;
}

function standing(
  control: ControlEntry | null,
  results: readonly ResultNews[],
  failing: readonly ResultNews[],
): string {
  const good = results.filter((result) => !isFail(result)).length;
  const waived = results.filter(isFail).length - failing.length;
  const parts = [
    ...(failing.length > 0 ? [`${plural(failing.length, "new failure")}: ${deadline(control, failing)}`] : []),
    ...(waived > 0 ? [`${plural(waived, "failure")} under a waiver`] : []),
    ...(good > 0 ? [`${plural(good, "failure")} ended`] : []),
  ];
  return parts.join("; ");
}

// A failure deviates from the control once it has lasted longer than the control's own terms allow.
function deadline(control: ControlEntry | null, failing: readonly ResultNews[]): string {
  const allowed = control === null ? 0 : durationMs(control.correctWithin);
  if (allowed === 0) return "the control is not met as of this run";
  const first = failing.map(({ limitFrom }) => limitFrom).sort()[0] as string;
  return `the control is not met if they are not corrected before ${formatTimestamp(parseTimestamp(first) + allowed)}`;
}

async function resultLines(result: ResultNews, { names, named, place }: MailContext): Promise<string[]> {
  const { is, scope, check, entry, byTime, before, after, differences, severity, owner, waiver, said, since } = result;
  const because = becauseOfTime(result.because, { byTime, outcome: after });
  const name = entry.name ?? (await nameOf(names, entry.key));
  const declared = checks.find(({ id }) => id === check);
  const cloud = cloudOfProvider(parseScope(scope).provider);
  const remedy = cloud === null ? undefined : declared?.remediation[cloud];
  return [
    `  - ${is}: ${name} (${scope}${entry.region === null ? "" : `, ${entry.region}`}), ${severity}`,
    `      ${check}: ${before ?? "no result"} -> ${after ?? "gone"}: ${because}`,
    `      since ${since}, recorded ${said.time}`,
    ...differences.slice(0, 5).map((difference) => `      ${differenceLine(difference)}`),
    ...(owner === null ? [] : [`      owner: ${named(owner)}`]),
    ...(waiver === null ? [] : [`      waiver: ${waiver}`]),
    ...(isFail(result) && remedy !== undefined ? [`      how to fix: ${remedy.change}`] : []),
    `      npx tidemark history '${entry.key}' --ledger ${place}`,
  ];
}

function differenceLine({ path, before, after }: Difference): string {
  const shown = (value: unknown): string => {
    const text = JSON.stringify(value);
    return text.length > 120 ? `${text.slice(0, 117)}...` : text;
  };
  if (before === undefined) return `${path}: now ${shown(after)}`;
  if (after === undefined) return `${path}: was ${shown(before)}`;
  return `${path}: ${shown(before)} -> ${shown(after)}`;
}
