// Collects the news of a seal that somebody should be told: the comparisons that its segments record, and the scopes and
// units that it could not look at.
import { readSpan, type Evidence, type ReadSegment } from "../../audit/reading/read-span.ts";
import { PEOPLE_CHECK, peopleOf, peopleTogether, type PeopleWithMfa } from "../../audit/standing/people-with-mfa.ts";
import { resultsOf } from "../../audit/standing/result.ts";
import { Begins } from "../../audit/standing/since.ts";
import { staleUnits } from "../../audit/standing/stale-units.ts";
import type { State } from "../../evidence-schema/state/state.ts";
import { endingSoon } from "../../audit/standing/in-force/ending-acceptances.ts";
import type { WaiverInForce } from "../../audit/standing/in-force/waivers-in-force.ts";
import type { PolicyInForce } from "../../audit/standing/in-force/policy-in-force.ts";
import { sealedSpans } from "../../audit/reading/sealed-span.ts";
import { Timeline } from "../../audit/timeline/timeline.ts";
import type { Seal, SealedScope } from "../../evidence-schema/log/log-schema.ts";
import { ACTS_SCOPE } from "../../evidence-schema/keys/object-key.ts";
import { CoverageNews, type Gap } from "./coverage-news.ts";
import { FirstSight } from "./first-sight.ts";
import { missedBy, type MissedSlots } from "./missed-slots.ts";
import { RecordDigests } from "./record-digests.ts";
import { resultNews, type ResultNews } from "./result-news.ts";

/** A scope that a run could not observe at all, though it should have. */
export type FailedScope = { readonly scope: string; readonly problem: string };

export type News = {
  readonly seal: Seal;
  /** The results of resources within the boundary, in units past their baseline. */
  readonly results: readonly ResultNews[];
  /** Gaps by cause: in `lost`, what can't be read any more; in `regained`, what can be read again. */
  readonly lost: readonly Gap[];
  readonly regained: readonly Gap[];
  /** Results that were seen or judged for the first time, and results that other tests judge: a summary, no own messages. */
  readonly firstSight: FirstSight;
  readonly failed: readonly FailedScope[];
  /** Slots whose time ended since the seal before, and that no run was sealed for in time. */
  readonly missed: readonly MissedSlots[];
  /** Scopes that were found and are neither enrolled nor excluded, since this seal. */
  readonly found: readonly string[];
  /** Parents, such as an organization or a tenant, whose scopes could not be listed, since this seal. */
  readonly unlisted: readonly string[];
  /** The people who can reach production, at this seal; null where nobody asks about people, or where a run left scopes out. */
  readonly people: PeopleWithMfa | null;
  /** Accepted risks that end soon after this seal: told with other news, and never alone. */
  readonly ending: readonly WaiverInForce[];
};

/** Whether anybody should be told. */
export const isQuiet = ({ firstSight, people: _people, ending: _ending, ...news }: News): boolean => {
  const { results, lost, regained, failed, missed, found, unlisted } = news;
  const told = [results, lost, regained, failed, missed, found, unlisted];
  return told.every((each) => each.length === 0) && firstSight.isEmpty();
};

/**
 * The news of the seal at `place` of the log. Each scope is read from its latest full segment before it. Rejects with
 * ChainError or StoreError where evidence can't be read: then there is something worse to tell.
 */
export async function newsOf(evidence: Evidence, policy: PolicyInForce, place: number): Promise<News> {
  const seal = (await evidence.log.at(place)) as Seal;
  const before = await evidence.log.at(place - 1);
  const results: ResultNews[] = [];
  const coverage = new CoverageNews();
  const firstSight = new FirstSight();
  const digests = new RecordDigests(evidence.store);
  const begins = new Begins(evidence.store);
  const people: (PeopleWithMfa | null)[] = [];
  for (const row of seal.scopes) {
    if (row.scope === ACTS_SCOPE) continue;
    if (row.segments.length === 0) continue;
    const listed = new Set(row.segments.map(({ key }) => key));
    const timeline = new Timeline((row.segments[0] as SealedScope["segments"][number]).time);
    let last: State | null = null;
    for await (const segment of segmentsUpTo(evidence, seal, row)) {
      last = segment.state;
      const changes = timeline.follow(segment);
      if (!listed.has(segment.key)) {
        coverage.stands(segment.state);
        continue;
      }
      const source = { scope: row.scope, policy, segment };
      for (const change of changes) {
        const news = await resultNews(change, source, { digests, begins });
        if (news !== null) results.push(news);
        firstSight.take(change, source);
        coverage.take(change, row.scope);
      }
      await coverage.segment(row.scope, segment, timeline.statements, digests);
    }
    coverage.endOfScope();
    if (last !== null && !isFailed(row) && seal.roster.enrolled.includes(row.scope)) {
      const stale = staleUnits(last, policy.freshness, seal.time);
      const judged = resultsOf(row.scope, last, policy, { instant: seal.time, stale, check: PEOPLE_CHECK });
      people.push(peopleOf(row.scope, last, judged));
    }
  }
  const failedBefore = new Set((before?.scopes ?? []).filter(isFailed).map(({ scope }) => scope));
  const foundBefore = new Set(before?.roster.found ?? []);
  const unlistedBefore = new Set(before?.roster.unlisted ?? []);
  return {
    seal,
    results,
    lost: coverage.lost(),
    regained: coverage.regained(),
    firstSight,
    failed: seal.scopes
      .filter((row) => isFailed(row) && !failedBefore.has(row.scope))
      .map(({ scope, problem }) => ({ scope, problem: problem ?? "the seal gives no reason" })),
    missed: await missedBy(evidence, place),
    found: seal.roster.found.filter((scope) => !foundBefore.has(scope)),
    unlisted: seal.roster.unlisted.filter((parent) => !unlistedBefore.has(parent)),
    people: isWhole(seal)
      ? peopleTogether(
          people,
          seal.scopes.filter(isFailed).map(({ scope }) => scope),
        )
      : null,
    ending: endingSoon(policy.waivers, seal.time),
  };
}

/** Whether the run looked at every scope that is enrolled: a batch of events, or a run over some scopes, does not. */
const isWhole = ({ scopes, roster }: Seal): boolean =>
  scopes.every(({ scope, view }) => view !== "silent" || !roster.enrolled.includes(scope));

const isFailed = ({ view }: SealedScope): boolean => view === "failed";

async function* segmentsUpTo(evidence: Evidence, seal: Seal, row: SealedScope): AsyncGenerator<ReadSegment> {
  const from = (row.segments[0] as SealedScope["segments"][number]).time;
  const period = { from, includes: (time: string) => time <= seal.time };
  for (const span of await sealedSpans(evidence.log, period, new Set([row.scope]))) {
    yield* readSpan(evidence, span);
  }
}
