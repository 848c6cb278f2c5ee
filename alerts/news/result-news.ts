// Builds the news of a result that changed: outcome before and after, owner, severity and the differences that decided.
import type { Citation } from "../../audit/reading/citation.ts";
import type { PolicyInForce } from "../../audit/standing/in-force/policy-in-force.ts";
import type { ReadSegment } from "../../audit/reading/read-span.ts";
import type { Begins } from "../../audit/standing/since.ts";
import { severityOf, standingOf } from "../../audit/standing/result.ts";
import { structuralDiff, type Difference } from "../../audit/timeline/structural-diff.ts";
import type { Change } from "../../audit/timeline/timeline.ts";
import { checks } from "../../checks/index.ts";
import type { Severity } from "../../checks/check.ts";
import { isWithin } from "../../controls/boundary.ts";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Outcome, Position } from "../../evidence-schema/record/record.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";
import type { RecordDigests } from "./record-digests.ts";

/** `departed`: a resource that failed is gone, and the failure with it. */
export type ResultNewsKind = "drift" | "appeared" | "recovered" | "departed";

export type ResultNews = {
  readonly is: ResultNewsKind;
  /** Digest of the record that says so. */
  readonly id: string;
  readonly said: Citation;
  /** When it began at the latest, as `tidemark failures` says it. */
  readonly since: string;
  /** A limit counts from then: earlier than `since` where the resource replaced another that failed. */
  readonly limitFrom: string;
  readonly scope: string;
  readonly check: string;
  readonly entry: Entry;
  readonly before: Outcome | null;
  readonly after: Outcome | null;
  readonly because: string;
  /** Time alone turned the result: nothing was changed. */
  readonly byTime: boolean;
  /** The differences that decided, before and after: in the facts of the finding, else in the data that the check reads. */
  readonly differences: readonly Difference[];
  readonly severity: Severity;
  readonly owner: string | null;
  /** The waiver in force for it. */
  readonly waiver: string | null;
  /** The record that opened the failure: what closes it names the same. */
  readonly opened: Position | null;
};

export type NewsSegment = { readonly scope: string; readonly policy: PolicyInForce; readonly segment: ReadSegment };

/** Null where nobody needs to be told. */
export async function resultNews(
  change: Change,
  { scope, policy, segment }: NewsSegment,
  { digests, begins }: { readonly digests: RecordDigests; readonly begins: Begins },
): Promise<ResultNews | null> {
  const is = kindOf(change);
  const entry = change.after ?? change.before;
  if (is === null || entry === null) return null;
  const { place, owner, waiverOf } = standingOf(scope, entry, policy, segment.time);
  if (!isWithin(place)) return null;
  const { check, ended, opened } = change;
  const said = opened?.said ?? ended?.end?.said;
  if (said === undefined) return null;
  const since = opened?.began?.at ?? said.dataTime ?? said.time;
  const finding = is === "appeared" ? entry.findings.find((each) => each.check === check) : undefined;
  const series = finding === undefined ? null : await begins.seriesFrom({ scope, entry, finding }, segment.state);
  return {
    is,
    id: await digests.of(said.record),
    said,
    since,
    limitFrom: series ?? since,
    scope,
    check,
    entry,
    before: ended?.outcome ?? null,
    after: opened?.outcome ?? null,
    because: opened?.because ?? ended?.end?.why ?? "",
    byTime: opened?.byTime ?? false,
    differences: differencesOf(change),
    severity: severityOf(check, policy, checks.find(({ id }) => id === check)?.severity ?? "medium"),
    owner,
    waiver: opened?.outcome === "fail" ? (waiverOf(check)?.terms.id ?? null) : null,
    opened: is === "recovered" || is === "departed" ? openedBefore(change) : (opened?.held ?? null),
  };
}

function kindOf({ ended, opened }: Change): ResultNewsKind | null {
  if (opened === null) return ended?.outcome === "fail" && ended.end?.why !== "not-asked" ? "departed" : null;
  switch (opened.transition) {
    case "drift":
    case "recovered":
      return opened.transition;
    case "appeared":
      return opened.outcome === "fail" ? "appeared" : null;
    case "baseline":
    case "rejudged":
    case null:
      return null;
  }
}

const openedBefore = ({ before, check }: Change): Position | null =>
  before?.findings.find((finding) => finding.check === check)?.held.opened ?? null;

function differencesOf({ before, after, check }: Change): readonly Difference[] {
  if (before === null || after === null) return [];
  const facts = (entry: Entry): Json => entry.findings.find((finding) => finding.check === check)?.facts ?? {};
  const ofFacts = structuralDiff(facts(before), facts(after));
  if (ofFacts.length > 0) return ofFacts;
  const slice = (entry: Entry): Json => (entry.projection[check] as Json | undefined) ?? {};
  return structuralDiff(slice(before), slice(after));
}
