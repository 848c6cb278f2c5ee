// News as the text of one e-mail: controls first, then their resources, then what is not observed, then what is new.
import { EXAMPLE_NOTICE, isExample } from "../../audit/example-data.ts";
import { heal } from "../../audit/standing/heal.ts";
import { peopleNamed } from "../../audit/people-named.ts";
import { nameOf, type Names } from "../../audit/resource-name.ts";
import type { Difference } from "../../audit/timeline/structural-diff.ts";
import { checks } from "../../checks/index.ts";
import { SEVERITIES } from "../../checks/kernel.ts";
import { durationMs } from "../../controls/control.ts";
import type { ControlEntry } from "../../controls/controls-document.ts";
import { parseScope } from "../../evidence-schema/keys/object-key.ts";
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { checkpointLines, checkpointWith } from "../checkpoint.ts";
import type { Teller } from "../events/events.ts";
import type { Counted } from "../news/first-sight.ts";
import type { News } from "../news/news.ts";
import type { ResultNews } from "../news/result-news.ts";

export type Mail = {
  /** At most 100 characters of ASCII: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
  readonly subject: string;
  readonly text: string;
};

/** Resources that are named under one control; the rest is counted. */
const NAMED = 25;

/** `place`: the ledger, as the command line takes it. */
export async function mailOf(news: News, teller: Teller, names: Names, place: string): Promise<Mail> {
  const { seal } = news;
  const groups = byControl(news.results, teller);
  const named = await peopleNamed(names, [
    ...groups.map(({ control }) => control?.owner ?? null),
    ...news.results.map(({ owner }) => owner),
  ]);
  const telling = { names, named, place };
  const sections: string[][] = [];
  for (const group of groups) sections.push(await controlSection(group, telling));
  sections.push(...gapSections(news), ...otherSections(news), ...firstSightSections(news, teller, place));
  const what = seal.slot === null ? `run ${seal.run}` : `the run of slot ${seal.slot}`;
  const head = [
    ...(isExample(teller.genesis) ? [EXAMPLE_NOTICE] : []),
    `${teller.genesis.system}: ${what}, sealed ${seal.time} as ${seal.index}.`,
  ];
  const foot = [
    `Everything that stands now: npx tidemark status --ledger ${place}`,
    "",
    ...checkpointLines(checkpointWith(seal)),
  ];
  const text = [head, ...sections, foot].map((lines) => lines.join("\n")).join("\n\n");
  return { subject: subjectOf(news, groups, teller), text: `${text}\n` };
}

type Group = { readonly control: ControlEntry | null; readonly results: readonly ResultNews[] };

// A check may serve several controls: its resources stand under each. Controls with fails come first.
function byControl(results: readonly ResultNews[], { controls }: Teller): Group[] {
  const claimed = new Set<ResultNews>();
  const groups: Group[] = [];
  for (const control of controls?.controls ?? []) {
    const own = results.filter(({ check }) => control.checks.some((each) => each.check === check));
    for (const result of own) claimed.add(result);
    if (own.length > 0) groups.push({ control, results: own });
  }
  const rest = results.filter((result) => !claimed.has(result));
  if (rest.length > 0) groups.push({ control: null, results: rest });
  const fails = (group: Group): number => (group.results.some(isOpen) ? 0 : 1);
  return groups.sort((a, b) => fails(a) - fails(b));
}

const isFail = ({ after }: ResultNews): boolean => after === "fail";
const isOpen = (result: ResultNews): boolean => isFail(result) && result.waiver === null;

/** Who is named how, and which ledger the commands of a mail are for. */
type Telling = {
  readonly names: Names;
  readonly named: <T extends string | null>(text: T) => T;
  readonly place: string;
};

async function controlSection({ control, results }: Group, telling: Telling): Promise<string[]> {
  const { named, place } = telling;
  const failing = results.filter(isOpen);
  const title =
    control === null
      ? "No control"
      : `${control.id}  ${control.statement} (owner: ${named(control.owner) ?? "nobody named"})`;
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
    ...(failing.length > 0
      ? [
          `${plural(failing.length, "result")} fail${failing.length === 1 ? "s" : ""} since this run: ${deadline(control, failing)}`,
        ]
      : []),
    ...(waived > 0 ? [`${waived} under a waiver`] : []),
    ...(good > 0 ? [`${plural(good, "failure")} ended`] : []),
  ];
  return parts.join("; ");
}

// A failure deviates from the control once it has lasted longer than the control's own terms allow.
function deadline(control: ControlEntry | null, failing: readonly ResultNews[]): string {
  const allowed = control === null ? 0 : durationMs(control.correctWithin);
  if (allowed === 0) return "the control is deviating";
  const first = failing.map(({ said }) => said.dataTime ?? said.time).sort()[0] as string;
  return `the control deviates unless corrected before ${formatTimestamp(parseTimestamp(first) + allowed)}`;
}

async function resultLines(result: ResultNews, { names, named, place }: Telling): Promise<string[]> {
  const { is, scope, check, entry, because, before, after, differences, severity, owner, waiver, said } = result;
  const name = entry.name ?? (await nameOf(names, entry.key));
  const asked = checks.find(({ id }) => id === check);
  const { provider } = parseScope(scope);
  const remedy = provider === "azure" || provider === "gcp" ? asked?.remediation[provider] : asked?.remediation.aws;
  return [
    `  - ${is}: ${name} (${scope}${entry.region === null ? "" : `, ${entry.region}`}), ${severity}`,
    `      ${check}: ${before ?? "not there"} -> ${after ?? "gone"}: ${because}`,
    `      since ${said.dataTime ?? said.time}, recorded ${said.time}`,
    ...differences.slice(0, 5).map((difference) => `      ${differenceLine(difference)}`),
    ...(owner === null ? [] : [`      owner: ${named(owner)}`]),
    ...(waiver === null ? [] : [`      waiver: ${waiver}`]),
    ...(isFail(result) && remedy !== undefined ? [`      how to fix: ${remedy}`] : []),
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

function gapSections({ lost, regained, failed, missed }: News): string[][] {
  const gap = ({ scope, problem, units, results }: News["lost"][number]): string =>
    `  ${problem.code}: ${problem.detail} (${scope}: ${plural(units.length, "unit")}, ${plural(results, "result")})`;
  const none = {
    "Not observed any more": lost.flatMap((each) => [gap(each), `      to heal it: ${heal(each.problem, each.units)}`]),
    "Not observed at all": failed.map(({ scope, problem }) => `  ${scope}: ${problem}`),
    "No run came in time": missed.map(
      ({ first, count }) =>
        `  slot ${first}${count === 1 ? "" : ` and the ${count - 1} after it`}: nothing was observed in time, and nothing can be any more`,
    ),
    "Observed again": regained.map(gap),
  };
  return Object.entries(none).flatMap(([title, lines]) => (lines.length === 0 ? [] : [[title, ...lines]]));
}

const otherSections = ({ found }: News): string[][] =>
  found.length === 0 ? [] : [["Found, and neither enrolled nor excluded", ...found.map((scope) => `  ${scope}`)]];

function firstSightSections({ firstSight }: News, { controls }: Teller, place: string): string[][] {
  if (firstSight.isEmpty()) return [];
  const { scopes, baseline, rejudged, unread } = firstSight;
  const causes = unread.map(
    ({ problem, results }) => `  not observed: ${problem.code}: ${problem.detail} (${plural(results, "result")})`,
  );
  const first = countedByControl(baseline, controls?.controls ?? []);
  const again = countedByControl(rejudged, controls?.controls ?? []);
  return [
    ...(first.length + causes.length > 0
      ? [[`Seen for the first time, in ${scopes.join(", ")}`, ...first, ...causes]]
      : []),
    ...(again.length > 0 ? [["Judged otherwise, since checks or parameters changed", ...again]] : []),
    ...(first.length > 0 ? [[`What fails, with whose it is: npx tidemark status --ledger ${place}`]] : []),
  ];
}

// The controls with most that fails first; checks that serve none after them.
function countedByControl(counts: ReadonlyMap<string, Counted>, controls: readonly ControlEntry[]): string[] {
  const claimed = new Set(controls.flatMap(({ checks: of }) => of.map(({ check }) => check)));
  const groups = [
    ...controls.map(({ id, statement, checks: of }) => ({
      title: `${id}  ${statement}`,
      ids: of.map(({ check }) => check),
    })),
    ...[...counts.keys()].filter((check) => !claimed.has(check)).map((check) => ({ title: check, ids: [check] })),
  ];
  return groups
    .map(({ title, ids }) => {
      const of = ids.flatMap((id) => counts.get(id) ?? []);
      const [results, failing] = (["results", "failing"] as const).map((member) =>
        of.reduce((sum, each) => sum + each[member], 0),
      ) as [number, number];
      return { title, results, failing };
    })
    .filter(({ results }) => results > 0)
    .sort((a, b) => b.failing - a.failing)
    .map(
      ({ title, results, failing }) =>
        `  ${title}\n      ${plural(results, "result")}, ${failing} of them ${failing === 1 ? "fails" : "fail"}`,
    );
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

const MAX_SUBJECT = 99;

function subjectOf(news: News, groups: readonly Group[], { genesis }: Teller): string {
  const failing = groups.filter(({ results }) => results.some(isOpen));
  const said = [
    ...(news.missed.length > 0
      ? [
          plural(
            news.missed.reduce((sum, { count }) => sum + count, 0),
            "run",
          ) + " missed",
        ]
      : []),
    ...(failing.length > 0 ? [failing.map(({ control }) => control?.id ?? "a check").join(", ") + " failing"] : []),
    ...(failing.length === 0 && groups.length > 0
      ? [`${groups.map(({ control }) => control?.id ?? "a check").join(", ")} recovered`]
      : []),
    ...(news.lost.length + news.failed.length > 0 ? ["not all observed"] : []),
    ...(news.regained.length > 0 ? ["observed again"] : []),
    ...(news.found.length > 0 ? [`${plural(news.found.length, "account")} not enrolled`] : []),
    ...(news.firstSight.isEmpty() ? [] : ["first results"]),
  ].join("; ");
  return ascii(`Tidemark ${isExample(genesis) ? "EXAMPLE " : ""}${genesis.system}: ${said}`).slice(0, MAX_SUBJECT);
}

/** A subject of SNS holds printable ASCII and begins with a letter, digit or punctuation mark. */
export const ascii = (text: string): string => text.normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
