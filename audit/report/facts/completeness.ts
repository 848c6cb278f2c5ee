// Answers what an auditor asks of information that the entity produced: is it complete, is it accurate, and what can't it show.
import { checks as allChecks } from "../../../checks/index.ts";
import { durationInWords } from "../../duration.ts";
import { plural } from "../../plural.ts";
import type { Report } from "../report.ts";
import type { Times } from "../words.ts";
import { brokenRules } from "./broken-rules.ts";
import { isInEffect } from "./controls.ts";

/** Where nothing is missing it is complete; a number with a gap never is. Null: there is nothing to count. */
export type Mark = "complete" | "see note" | null;

/** A line: the answer, a list that belongs to it, and where the records stand that it comes from. */
export type CompletenessLine = {
  readonly about: string;
  readonly said: string;
  readonly list: readonly string[];
  readonly from: string;
  readonly mark: Mark;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const whole = (isWhole: boolean): Mark => (isWhole ? "complete" : "see note");

export function completenessLines(report: Report, times: Times): CompletenessLine[] {
  const {
    entity,
    window,
    runs,
    verification,
    reading,
    boundary,
    controls,
    untestedCriteria,
    longestWithout,
    sealed,
    ledger,
    example,
  } = report;
  const scopes = boundary.scopes;
  const readScopes = scopes.filter((each) => each.isRead).length;
  const states = (state: string) => boundary.unread.filter((each) => each.state === state);
  const { due, whole: wholeUnits, problems } = reading.units;
  const population = scopes.map((each) => each.population);
  const [start, appeared, departed, end] = (["atStart", "appeared", "departed", "atEnd"] as const).map((member) =>
    sum(population.map((each) => each[member])),
  ) as [number, number, number, number];
  const baseline = sum(population.map((each) => each.baseline));
  const differing = reading.secondCounts.filter(({ listed, expected }) => listed !== expected);
  const tests = [
    ...new Map(controls.flatMap((each) => each.tests.map((test) => [test.check, test] as const))).values(),
  ];
  const shown = tests.filter(({ hasFailed }) => hasFailed).length;
  const byProvider = controls
    .map((each) => [each.id, sum(each.tests.map((test) => test.byProvider))] as const)
    .filter(([, count]) => count > 0);
  const untested = controls.filter((each) => each.tests.length === 0);
  const principals = [...new Set(reading.sources.flatMap((each) => each.principals))];
  const asked = controls.filter((each) => isInEffect(each, window)).length;
  const regions = [...new Set(scopes.flatMap((each) => each.regions))].sort();
  const leftOut = scopes.flatMap((each) => each.leftOut.map(({ region }) => `${each.scope} ${region}`));
  const unplanned = report.unread.filter(({ cause, name }) => cause === "not-planned" && name.includes(" "));
  const line = (
    about: string,
    said: string,
    from: string,
    mark: Mark = null,
    list: readonly string[] = [],
  ): CompletenessLine => ({ about, said, list, from, mark });
  return [
    line(
      "Entity and system",
      `${entity.legalEntity}; ${entity.system}${example ? " (example data)" : ""}`,
      "genesis.json",
    ),
    line(
      "Period and time zone",
      window.isInstant
        ? `${times.moment(window.from)}, ${times.zone}`
        : `${times.moment(window.from)} to ${times.moment(window.to)} (excluded), days of ${times.zone}`,
      "the question",
    ),
    line("Sources", sourcesLine(reading), "run-opened records; documents/queries"),
    line("Read by", principals.join("; "), "run-opened records"),
    line(
      "Scopes",
      `${scopes.length} enrolled, ${readScopes} of them read; ${names(states("excluded"))} excluded by decision; ${names(states("found"))} found and not enrolled; ${names(states("unlisted"))} could not be listed. Others are known only where a run lists the organization.`,
      "the roster in each seal",
      // Nothing records that an organization was listed and held no other.
      "see note",
      states("excluded").map((each) => decisionOn(each.name, each)),
    ),
    line(
      "Regions",
      `${regions.length === 0 ? "none named" : regions.join(", ")} asked; left out by decision: ${leftOut.length === 0 ? "none" : leftOut.join(", ")}; turned on and not asked, or not known: ${unplanned.length}. Others are known only where a run lists the regions of an account.`,
      "the roster; coverage records",
      "see note",
      scopes.flatMap((each) => each.leftOut.map((out) => decisionOn(`${each.scope} ${out.region}`, out))),
    ),
    line(
      "Runs (observation points)",
      runs.isScheduled
        ? `${runs.due} due, ${runs.made} made, ${runs.missing.length} missed; longest time without a run ${durationInWords(longestWithout)}`
        : `no schedule was in force; ${plural(runs.seals, "seal")}; longest time without a run ${durationInWords(longestWithout)}`,
      "the schedule; seals",
      whole(runs.isScheduled && runs.made === runs.due && runs.seals > 0 && runs.begins === null),
    ),
    line(
      "Units (a type in a region)",
      `${due} to be read; ${wholeUnits} whole at all times${problems.length > 0 ? `; not whole at some time: ${problems.map(([code, count]) => `${code} ${count}`).join(", ")}` : ""}`,
      "coverage records",
      whole(due > 0 && due === wholeUnits),
    ),
    line(
      "Population",
      `${start} resources at the start + ${appeared} appeared - ${departed} departed = ${end} at the end, by our own records. Of those that appeared, ${baseline} ${baseline === 1 ? "was" : "were"} there when the unit was first read, and may be older. Records can’t show a resource that no source listed (see the second count), nor one that lived between two runs.`,
      "observation and departure records",
      whole(due > 0 && due === wholeUnits && start + appeared - departed === end),
    ),
    line(
      "Second count",
      reading.secondCounts.length === 0
        ? "No second source counted."
        : `${plural(reading.secondCounts.length, "unit")} counted by a second source too, in the last run of the period; ${differing.length} differ.`,
      "coverage records (expected)",
      whole(reading.secondCounts.length > 0 && differing.length === 0),
      differing.map(
        ({ scope, unit, listed, expected, time }) =>
          `${scope} ${unit}: ${listed} listed, ${expected} counted (${times.moment(Date.parse(time))})`,
      ),
    ),
    line(
      "Filters",
      `${tests.length} of the ${allChecks.length} checks of this version speak for a control here. Each was asked of every resource that was read, without a filter; the boundary decides what counts for controls.`,
      "the question",
    ),
    line(
      "Logic",
      `${plural(reading.tests.length, "set")} of tests in force (${reading.tests.map((each) => each.slice(0, 12)).join(" ")}); ${reading.sealers.length} of code; ${plural(reading.judgedOtherwise, "failure")} began or ended because other tests judged`,
      "documents/tests; seals",
      whole(reading.tests.length === 1 && reading.sealers.length === 1),
    ),
    line(
      "Each check can fail",
      `${shown} of ${plural(tests.length, "check")} failed on something in the period; that the others can fail is shown by their test cases alone, which no record holds`,
      "records; test/checks of the software",
    ),
    line(
      "Changes to Tidemark",
      `${report.changes.filter(({ kind }) => kind === "Tidemark").length} of software or code; ${report.changes.filter(({ kind, subject }) => kind === "act" && subject === "deployment").length} recorded by deployments. Who had access to Tidemark is not recorded.`,
      "seals; acts",
    ),
    line(
      "Verification",
      `${brokenRules(report).length === 0 ? "Nothing was altered" : "BROKEN"}; verdict on all of the ledger ${verification.verdict} (exit ${verification.exit}); ledger ${ledger}; size ${verification.checkpoint?.size ?? "unknown"}, root ${verification.checkpoint?.root ?? "unknown"}; command tidemark verify`,
      "the log, the trust file",
      whole(brokenRules(report).length === 0 && verification.verdict === "INTACT"),
    ),
    line(
      "Settled",
      window.isInstant
        ? "A point in time."
        : window.soFar
          ? "No: the period still runs."
          : runs.unsettled === 0
            ? "Yes: each scope was read at the end or later."
            : `No: the last ${durationInWords(runs.unsettled)} can change.`,
      "seals",
      whole(window.isInstant || (!window.soFar && runs.unsettled === 0)),
    ),
    line(
      "Made by",
      "Who sealed, with which software and code:",
      `seals up to ${sealed.leaf}`,
      null,
      reading.sealers.map(({ principal, software, code }) => `${principal}, ${software}, code ${code.slice(0, 12)}`),
    ),
    line(
      "Resting on the cloud provider",
      byProvider.length === 0
        ? "No pass rests on a control of the cloud provider alone."
        : `Passes that follow from the cloud provider, without a setting of the entity (a control of the subservice organization): ${byProvider.map(([id, count]) => `${id} ${count}`).join(", ")}`,
      "findings (basis: provider)",
    ),
    line(
      "Not tested here",
      `${untested.length} of ${asked} controls in effect have no check${untested.length > 0 ? ` (${untested.map(({ id }) => id).join(", ")})` : ""}. ${untestedCriteria.length} ${untestedCriteria.length === 1 ? "criterion" : "criteria"} of security, availability, confidentiality and processing integrity are served by no control here: ${untestedCriteria.join(" ")}. Controls that are not in the config are not known to Tidemark.`,
      "documents/controls",
    ),
  ];
}

/** A decision to leave something out, with what it rests on. */
const decisionOn = (
  what: string,
  { reason, approver }: { readonly reason: string | null; readonly approver: string | null },
): string => `${what}: ${reason ?? "no reason recorded"} (approved by ${approver ?? "nobody named"})`;

const names = (of: readonly { readonly name: string }[]): string => {
  const distinct = [...new Set(of.map(({ name }) => name))];
  return distinct.length === 0 ? "0" : `${distinct.length} (${distinct.join(", ")})`;
};

/** By lane, how many sources there are, and the first digits of the digests of what they were asked. */
function sourcesLine({ sources }: Report["reading"]): string {
  const lanes = [...Map.groupBy(sources, ({ lane }) => lane)].map(([lane, of]) => {
    const queries = [...new Set(of.flatMap((each) => each.queries))].map((each) => each.slice(0, 8));
    return `${lane}${of.length > 1 ? ` (${of.length})` : ""}${queries.length > 0 ? ` ${queries.join(" ")}` : ""}`;
  });
  return `${plural(sources.length, "source")}, each with its method and the first digits of the digest of its query: ${lanes.join("; ")}`;
}
