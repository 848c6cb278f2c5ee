// What a reader must know beside the verdict, in sentences (FORMAT.md section 10).
import type { Genesis, Schedule } from "../../evidence-schema/log-schema.ts";
import type { Trust } from "../../evidence-schema/trust.ts";
import type { ChainReport } from "./chain.ts";
import { scheduleOf } from "./completeness.ts";
import type { LogReading, SealHeader } from "./log.ts";

export type Verified = {
  readonly trust: Trust;
  readonly mode: Genesis["mode"];
  readonly log: LogReading | undefined;
  readonly chains: readonly ChainReport[];
  readonly schedules: ReadonlyMap<string, Schedule> | undefined;
};

export function statements({ trust, mode, log, chains, schedules = new Map() }: Verified): string[] {
  const seals = log?.seals ?? [];
  return [
    ...ofMode(mode),
    ...ofSchedules(seals, schedules),
    ...ofWitness(trust, seals, schedules),
    ...ofScopes(seals),
    ...(log !== undefined && !log.fromStart
      ? ["The seal before the first one read is not here: that no seal of the period lies before it can't be shown."]
      : []),
    ...chains.flatMap(({ scope, proven }) =>
      proven.seq === null && scope !== "tidemark/ledger"
        ? [`State of scope ${scope} is not proven in this period: no full segment lies in it.`]
        : [],
    ),
    ...chains.flatMap(({ abandoned }) => abandoned.map(({ key, reason }) => `${key} was abandoned: ${reason}`)),
    ...(log?.voided ?? []).map(({ index, reason }) => `Leaf ${index} of the log is void: ${reason}`),
  ];
}

function ofMode(mode: Genesis["mode"]): string[] {
  if (mode === "local")
    return [
      "This ledger is a local directory without any lock: whoever holds the directory and the key could rewrite it whole.",
    ];
  return mode === "trial" ? ["This ledger is a trial: its lock can be lifted, and lasts one day."] : [];
}

const said = (schedule: Schedule | null): string =>
  schedule === null || schedule.everySeconds === null
    ? "no schedule, so that no run was due"
    : `a run every ${schedule.everySeconds} s from ${schedule.from}, sealed within ${schedule.graceSeconds} s`;

/** Which schedule was in force from when to when: without one, a run that never happened can't be missed. */
function ofSchedules(seals: readonly SealHeader[], schedules: ReadonlyMap<string, Schedule>): string[] {
  const spans: { text: string; from: string; to: string }[] = [];
  for (const { time, documents } of seals) {
    const text = said(scheduleOf(schedules, documents));
    const last = spans.at(-1);
    if (last !== undefined) last.to = time;
    if (last?.text !== text) spans.push({ text, from: time, to: time });
  }
  return spans.map(({ text, from, to }) => `In force from ${from} to ${to}: ${text}.`);
}

function ofWitness(trust: Trust, seals: readonly SealHeader[], schedules: ReadonlyMap<string, Schedule>): string[] {
  if (trust.quorum !== "none") return [];
  const last = seals.at(-1);
  const schedule = last === undefined ? null : scheduleOf(schedules, last.documents);
  if (schedule === null || schedule.everySeconds === null)
    return ["Without a schedule or a witness, a cut back to an earlier whole seal can't be seen."];
  return ["No witness is asked for: a cut back can be seen by missed slots alone, and a second signed history can't."];
}

/** Scopes that are out or were left out: of the newest seal, and how often in the period. */
function ofScopes(seals: readonly SealHeader[]): string[] {
  const newest = seals.at(-1)?.roster;
  const views = new Map<string, { silent: number; failed: number }>();
  for (const { views: each, roster } of seals) {
    for (const { scope, view } of each) {
      if (view === "observed" || !roster.enrolled.includes(scope)) continue;
      const count = views.get(scope) ?? { silent: 0, failed: 0 };
      count[view] += 1;
      views.set(scope, count);
    }
  }
  const runs = (n: number): string => `${n} of ${seals.length} sealed ${seals.length === 1 ? "run" : "runs"}`;
  return [
    ...[...views].flatMap(([scope, { silent, failed }]) => [
      ...(failed > 0 ? [`Scope ${scope} was to be observed and could not be, in ${runs(failed)}.`] : []),
      ...(silent > 0 ? [`Scope ${scope} is enrolled and was not observed in ${runs(silent)}.`] : []),
    ]),
    ...(newest?.excluded ?? []).map(
      ({ scope, reason, approver }) => `Scope ${scope} is excluded (approved by ${approver}): ${reason}`,
    ),
    ...(newest?.found ?? []).map((scope) => `Scope ${scope} was found and is neither enrolled nor excluded.`),
    ...(newest?.unlisted ?? []).map((parent) => `What ${parent} holds could not be listed.`),
  ];
}
