// Writes news as the text of one e-mail: controls first, then their resources, what is not observed, and what is new.
import { EXAMPLE_NOTICE, isExample } from "../../audit/example-data.ts";
import { ENDING_SOON, endingLines } from "../../audit/standing/in-force/ending-acceptances.ts";
import { peopleLine } from "../../audit/standing/people-with-mfa.ts";
import { peopleNamed } from "../../audit/people-named.ts";
import type { Names } from "../../audit/resource-name.ts";
import { checkpointLines, checkpointWith } from "../checkpoint.ts";
import type { LedgerOfNews } from "../events/events.ts";
import type { News } from "../news/news.ts";
import type { ResultNews } from "../news/result-news.ts";
import { controlSection, isOpen, type Group } from "./control-section.ts";
import { firstSightSections } from "./first-sight-sections.ts";
import { gapSections, otherSections } from "./gap-sections.ts";
import { plural } from "../../audit/plural.ts";

export type Mail = {
  /** At most 100 characters of ASCII: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
  readonly subject: string;
  readonly text: string;
};

/** `place`: the ledger, as the command line takes it. */
export async function mailOf(news: News, teller: LedgerOfNews, names: Names, place: string): Promise<Mail> {
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
    `${teller.genesis.system}: ${what}, sealed at ${seal.time} as entry ${seal.index} of the log.`,
  ];
  const foot = [
    ...(news.ending.length === 0 ? [] : [ENDING_SOON, ...endingLines(news.ending).map((line) => `  ${line}`), ""]),
    ...(news.people === null ? [] : [peopleLine(news.people)]),
    `To see how every control stands now: npx tidemark status --ledger ${place}`,
    "",
    ...checkpointLines(checkpointWith(seal)),
  ];
  const text = [head, ...sections, foot].map((lines) => lines.join("\n")).join("\n\n");
  return { subject: subjectOf(news, groups, teller), text: `${text}\n` };
}

// A check may serve several controls: its resources stand under each. Controls with fails come first.
function byControl(results: readonly ResultNews[], { controls }: LedgerOfNews): Group[] {
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

const MAX_SUBJECT = 99;

function subjectOf(news: News, groups: readonly Group[], { genesis }: LedgerOfNews): string {
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
    ...(news.lost.length + news.failed.length > 0 ? ["not everything observed"] : []),
    ...(news.regained.length > 0 ? ["observed again"] : []),
    ...(news.found.length > 0 ? [`${plural(news.found.length, "scope")} not enrolled`] : []),
    ...(news.unlisted.length > 0 ? ["not all scopes listed"] : []),
    ...(news.firstSight.isEmpty() ? [] : ["first results"]),
  ].join("; ");
  return ascii(`Tidemark ${isExample(genesis) ? "EXAMPLE " : ""}${genesis.system}: ${said}`).slice(0, MAX_SUBJECT);
}

/** A subject of SNS holds printable ASCII and begins with a letter, digit or punctuation mark. */
export const ascii = (text: string): string => text.normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
