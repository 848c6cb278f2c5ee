// Says in sentences what was not observed in the period, over every seal that was read (FORMAT.md section 10).
import type { ChainReport } from "../chains/chain-task.ts";
import type { LogReading } from "../log/log.ts";
import type { Missed } from "../report.ts";
import type { SealHeader } from "../chains/sealed-rows.ts";
import { Spans, when } from "./spans.ts";
import type { RosterDocument } from "../../../evidence-schema/documents/document-schema.ts";

export type Observed = {
  readonly log: LogReading;
  readonly chains: readonly ChainReport[];
  readonly missed: readonly Missed[];
  readonly rosters: (digest: string) => RosterDocument | null;
};

const ACTS = "tidemark/ledger";

/** A reason as the end of a sentence: people may have written its full stop. */
const said = (reason: string): string => (reason.endsWith(".") ? reason : `${reason}.`);

export function notObserved({ log, chains, missed, rosters }: Observed): string[] {
  const { seals } = log;
  return [
    ...neverRead(seals, chains),
    ...missed.map(({ first, count }) =>
      count === 1
        ? `No run was sealed in time for the slot ${first}.`
        : `No run was sealed in time for ${count} slots in a row, from the slot ${first} on.`,
    ),
    ...exclusions(seals),
    ...roster(log, rosters),
    ...views(seals),
    ...lateSegments(log),
    ...oldAnswers(chains),
    ...chains.flatMap(({ scope, differs }) =>
      differs.map(
        ({ kind, first, segments }) =>
          `Scope ${scope}: ${segments} ${segments === 1 ? "run was" : "runs were"} made under another document of kind ${kind} than the seal names, the first in ${first}.`,
      ),
    ),
  ];
}

/** Scopes that no run of the period could read: the gravest, so they come first. */
function neverRead(seals: readonly SealHeader[], chains: readonly ChainReport[]): string[] {
  const failing = new Map<string, boolean>();
  for (const { views: each, roster: enrolled } of seals) {
    const known = new Set(enrolled.enrolled);
    for (const { scope, view } of each)
      if (known.has(scope)) failing.set(scope, (failing.get(scope) ?? true) && view === "failed");
  }
  const nothing = chains.filter(({ runs }) => runs.all > 0 && runs.readNothing === runs.all);
  return [
    ...[...failing]
      .filter(([, always]) => always)
      .map(([scope]) => `Scope ${scope} could not be observed in any seal of the period.`),
    ...nothing.map(({ scope, runs }) => `Scope ${scope}: none of ${runs.all} runs read a unit completely.`),
    ...chains
      .filter(({ runs }) => runs.readNothing > 0 && runs.readNothing < runs.all)
      .map(({ scope, runs }) => `Scope ${scope}: ${runs.readNothing} of ${runs.all} runs read no unit completely.`),
  ];
}

/** Each exclusion that was in force at any seal, also of a scope that is enrolled again by now. */
function exclusions(seals: readonly SealHeader[]): string[] {
  const spans = new Spans();
  const enrolled = new Spans();
  for (const {
    time,
    roster: { enrolled: now, excluded },
  } of seals) {
    for (const scope of now) enrolled.note(scope, time);
    for (const { scope, reason, approver } of excluded) spans.note(JSON.stringify([scope, reason, approver]), time);
  }
  return [...spans.all].map(([name, span]) => {
    const [scope, reason, approver] = JSON.parse(name) as [string, string, string];
    const before = enrolled.of(scope);
    const where = [
      ...(before !== undefined && before.first < span.first ? ["before"] : []),
      ...(seals.some(isBetween(scope, span)) ? ["in between"] : []),
      ...(before !== undefined && before.last > span.last ? ["after"] : []),
    ];
    const also = where.length === 0 ? "" : ` It was enrolled ${where.join(", ")}.`;
    return `Scope ${scope} is excluded ${when(span)} (approved by ${approver}): ${said(reason)}${also}`;
  });
}

const isBetween =
  (scope: string, { first, last }: { readonly first: string; readonly last: string }) =>
  ({ time, roster: { enrolled } }: SealHeader): boolean =>
    time > first && time < last && enrolled.includes(scope);

function roster(log: LogReading, rosters: Observed["rosters"]): string[] {
  const { seals, isFirst } = log;
  const [found, unlisted, nobody, stray, leftOut] = [new Spans(), new Spans(), new Spans(), new Spans(), new Spans()];
  const firstEnrolled = new Map<string, string>();
  for (const { time, roster: each, views: scopes, documents } of seals) {
    for (const scope of each.found) found.note(scope, time);
    for (const parent of each.unlisted) unlisted.note(parent, time);
    if (each.enrolled.length === 0) nobody.note("", time);
    const known = new Set([...each.enrolled, ...each.excluded.map(({ scope }) => scope), ACTS]);
    for (const { scope } of scopes) if (!known.has(scope)) stray.note(scope, time);
    for (const scope of each.enrolled) if (!firstEnrolled.has(scope)) firstEnrolled.set(scope, time);
    for (const { scope, leftOut: out } of rosters(documents["roster"] ?? "")?.enrolled ?? [])
      for (const { region, reason, approver } of out)
        leftOut.note(JSON.stringify([scope, region, reason, approver]), time);
  }
  const start = seals[0]?.time;
  const later = [...firstEnrolled].filter(([, time]) => time !== start || isFirst);
  return [
    ...[...found.all].map(
      ([scope, span]) => `Scope ${scope} was found but is neither enrolled nor excluded, ${when(span)}.`,
    ),
    ...[...unlisted.all].map(([parent, span]) => `The scopes of ${parent} could not be listed, ${when(span)}.`),
    ...[...nobody.all].map(([, span]) => `No scope is enrolled ${when(span)}.`),
    ...[...stray.all].map(([scope, span]) => `Scope ${scope} has a chain but is not in the roster, ${when(span)}.`),
    ...[...leftOut.all].map(([name, span]) => {
      const [scope, region, reason, approver] = JSON.parse(name) as [string, string, string, string];
      return `Region ${region} of scope ${scope} is left out ${when(span)} (approved by ${approver}): ${said(reason)}`;
    }),
    ...(later.length > 0 && !isFirst
      ? later.map(([scope, time]) => `Scope ${scope} is first enrolled at ${time} in this period.`)
      : later
          .filter(([, time]) => time !== start)
          .map(([scope, time]) => `Scope ${scope} is first enrolled at ${time}.`)),
  ];
}

function views(seals: readonly SealHeader[]): string[] {
  const spans = new Spans();
  for (const {
    time,
    views: each,
    roster: { enrolled },
  } of seals) {
    const known = new Set(enrolled);
    for (const { scope, view } of each)
      if (view !== "observed" && known.has(scope)) spans.note(`${view} ${scope}`, time);
  }
  return [...spans.all].map(([name, span]) => {
    const [view, scope] = [name.slice(0, name.indexOf(" ")), name.slice(name.indexOf(" ") + 1)];
    return view === "failed"
      ? `Scope ${scope} should have been observed but could not be ${when(span)} (${seals.length} seals in all).`
      : `Scope ${scope} is enrolled but was not observed ${when(span)} (${seals.length} seals in all).`;
  });
}

/** A segment that came after its own seal does not show that the slot was observed in time. */
function lateSegments({ rows }: LogReading): string[] {
  return [...rows].flatMap(([scope, of]) =>
    of
      .filter(({ run, isOwn }) => !isOwn && run.startsWith("slot-"))
      .map(
        ({ run, key }) =>
          `Run ${run} appended ${key} of scope ${scope}, but the seal of another run lists that segment.`,
      ),
  );
}

function oldAnswers(chains: readonly ChainReport[]): string[] {
  return chains.flatMap(({ scope, old }) =>
    old.map(
      ({ unit, slots, oldestSeconds }) =>
        `Unit ${unit} of scope ${scope} was answered with data older than the previous slot in ${slots} ${slots === 1 ? "slot" : "slots"}. The oldest data was ${oldestSeconds} s older than its slot.`,
    ),
  );
}
