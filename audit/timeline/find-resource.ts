// Finds the resource that somebody means: by its key, its name, or the end of its key.
import type { Entry } from "../../evidence-schema/state/entry.ts";
import { readSpan, type Evidence } from "../reading/read-span.ts";
import { sealedSpans, type Period } from "../reading/sealed-span.ts";
import type { ResultsRequest } from "./results-over.ts";

export type Candidate = { readonly scope: string; readonly key: string; readonly name: string | null };

/** Gives the name of a person; null if nobody knows the name. */
export type NameOf = (reference: string) => Promise<string | null>;

/**
 * Candidates that fit best, sorted: the key before the name before the end of the key, and there what begins after one of
 * `/:#@` before what begins anywhere. Resources that exist at the end of the period come first; only where none of them fits,
 * all that was there before is looked through.
 */
export async function findResource(
  evidence: Evidence,
  { from, includes }: Period,
  text: string,
  nameOf: NameOf,
  request: ResultsRequest = {},
): Promise<Candidate[]> {
  const there = (await evidence.log.at(await evidence.log.last(includes)))?.time ?? null;
  const standing = await best(candidatesIn(evidence, { from: there, includes }, request, true), text, nameOf);
  if (standing.length > 0) return standing;
  return best(candidatesIn(evidence, { from, includes }, request, false), text, nameOf);
}

async function* candidatesIn(
  evidence: Evidence,
  period: Period,
  { scopes, onSegment }: ResultsRequest,
  standing: boolean,
): AsyncGenerator<Candidate> {
  for (const span of await sealedSpans(evidence.log, period, scopes)) {
    const { scope } = span;
    const seen = new Map<string, string | null>();
    let entries: ReadonlyMap<string, Entry> = new Map();
    for await (const { time, records, state } of readSpan(evidence, span)) {
      onSegment?.(scope, time);
      ({ entries } = state);
      for (const { statement } of standing ? [] : records)
        if (statement.type === "observation") seen.set(statement.body.key, statement.body.name);
    }
    if (standing) for (const { key, name, from } of entries.values()) if (from === null) seen.set(key, name);
    for (const [key, name] of seen) yield { scope, key, name };
  }
}

async function best(candidates: AsyncIterable<Candidate>, text: string, nameOf: NameOf): Promise<Candidate[]> {
  let [rank, found]: [number, Candidate[]] = [WORST, []];
  for await (const candidate of candidates) {
    const named = { ...candidate, name: candidate.name ?? (await nameOf(candidate.key)) };
    const its = rankOf(named, text);
    if (its > rank || its === WORST) continue;
    if (its < rank) [rank, found] = [its, []];
    found.push(named);
  }
  return found.sort((a, b) => (`${a.key} ${a.scope}` < `${b.key} ${b.scope}` ? -1 : 1));
}

const WORST = 4;

function rankOf({ key, name }: Candidate, text: string): number {
  if (key === text) return 0;
  if (name === text) return 1;
  if (text === "" || !key.endsWith(text)) return WORST;
  return "/:#@".includes(key.at(-text.length - 1) as string) ? 2 : 3;
}
