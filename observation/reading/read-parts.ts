// Reads a shard part by part: as much as there is time for, each part kept before the next is begun.
import type { People, PlannedUnit, Reader } from "../../collectors/port.ts";
import { TOO_LONG, unreadUnit } from "../../collectors/unread-unit.ts";
import { unitOf } from "../../evidence-schema/record/record.ts";
import type { Clock } from "../../ledger/write/append.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { readUnits } from "./answering.ts";
import type { Tests } from "../judging/evaluate.ts";
import { headOf } from "../head.ts";
import type { Answers } from "./intake.ts";
import { keepPart, keptPart, type Attempt, type RunScratch } from "./kept-answers.ts";
import type { EnrolledScope } from "../plan/plan.ts";

/** Where to go on: a scope of the shard by its place, and the number of its next part. */
export type Next = { readonly scope: number; readonly part: number };

export type ShardReading = {
  readonly ledger: Ledger;
  readonly keep: RunScratch;
  readonly reader: Reader;
  readonly tests: Tests;
  readonly people: People;
  /** Scopes of one budget, each with its planned units. */
  readonly scopes: readonly { readonly enrolled: EnrolledScope; readonly units: readonly PlannedUnit[] }[];
  readonly attempt: number;
  readonly from: Next;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly clock: Clock;
};

/** Reads until all is read (`next` null) or the deadline has come. A part that is kept already is not read again. */
export async function readParts(shard: ShardReading): Promise<{ readonly next: Next | null; readonly calls: number }> {
  let calls = 0;
  let { scope, part } = shard.from;
  while (scope < shard.scopes.length) {
    const read = await readPart(shard, scope, part);
    if (read === null) return { next: { scope, part }, calls };
    calls += Object.values(read.reading.calls).reduce((sum, count) => sum + count, 0);
    const isRead = (read.reading.left ?? []).length === 0;
    [scope, part] = isRead ? [scope + 1, 0] : [scope, part + 1];
  }
  return { next: null, calls };
}

/** Null where there is no time to begin it. */
async function readPart(shard: ShardReading, at: number, part: number): Promise<Answers | null> {
  const { ledger, keep, reader, tests, people, attempt, deadline, clock } = shard;
  const { enrolled, units } = shard.scopes[at] as ShardReading["scopes"][number];
  const { scope } = enrolled;
  const of: Attempt = { scope, attempt };
  const kept = await keptPart(keep, of, part);
  if (kept !== null) return kept.answers;
  if (clock.now() >= deadline) return null;
  const before = part === 0 ? null : await keptPart(keep, of, part - 1);
  const head = before?.head ?? (await headOf(ledger, scope));
  const asked = before?.answers.reading.left ?? units;
  // A unit that is left over alone has all of this invocation. Items that it reads count, since no other would read more.
  const isLast = part > 0 && asked.length === 1;
  const answers = await readUnits(reader, tests, { scope, units: asked, deadline, isLast, ...people });
  // A whole invocation did not suffice for a single unit: another invocation would not either.
  const isStuck = part > 0 && answers.reading.left?.length === asked.length;
  return (await keepPart(keep, of, part, { head, answers: isStuck ? given(answers, asked) : answers })).answers;
}

/** The answers without what was read of `units`, which are unread. */
function given({ reading, listed, ...answers }: Answers, units: readonly PlannedUnit[]): Answers {
  const { left: _left, ...rest } = reading;
  const unread = units.map(({ type, region }) => unreadUnit(unitOf(type, region), "none", TOO_LONG));
  const names = new Set(units.map(({ type, region }) => unitOf(type, region)));
  return {
    ...answers,
    listed: listed.filter(({ unit }) => !names.has(unit)),
    reading: { ...rest, units: [...rest.units, ...unread] },
  };
}
