// Checks a seal against the log before it (FORMAT.md L1-L4, L6, L7, L8). Pure; what it lists is read elsewhere.
import { readCanonical } from "./chain.ts";
import { ZERO_DIGEST } from "./digest.ts";
import { jsonEqual } from "./equal.ts";
import { seal as sealSchema, type Seal, type SealedScope } from "./log-schema.ts";
import { checkShape } from "./parse-body.ts";
import { isScope, parseObjectKey, sealKey } from "./object-key.ts";
import { require, show } from "./violation.ts";

/** The log before a leaf. */
export type LogBefore = {
  readonly ledger: string;
  readonly index: number;
  readonly frontier: readonly Buffer[];
  /** The seal before; null at the beginning, undefined where a window begins and it is not known. */
  readonly newest: Seal | null | undefined;
  /** Void leaves since, which this seal must name. */
  readonly voided: readonly { readonly index: number; readonly object: string }[];
  /** First leaf that is read: a window's first seal may name void leaves before it. */
  readonly start: number;
  /** Whether an earlier seal lists a segment of the run for the scope. */
  readonly hasRun: (scope: string, run: string) => boolean;
};

/** Reads leaf `before.index`; throws Violation at the first rule that it breaks. */
export function checkSeal(bytes: Buffer, before: LogBefore): Seal {
  const value = readCanonical(bytes);
  checkShape("L1", sealSchema, value);
  const seal = value as unknown as Seal;
  require(seal.kind === "seal", "L1", "kind seal", () => show(seal.kind));
  require(seal.ledger === before.ledger, "L1", () => `ledger ${before.ledger}`, () => seal.ledger);
  require((seal.trigger === "slot") === (seal.slot !== null), "L1", "a slot if and only if the trigger is slot", () =>
    show({ trigger: seal.trigger, slot: seal.slot }));
  require(seal.index === before.index, "L2", () => `index ${before.index} in ${sealKey(before.index)}`, () =>
    `${seal.index}`);
  const frontier = before.frontier.map((root) => root.toString("hex"));
  require(jsonEqual(seal.frontier, frontier), "L3", () => show(frontier), () => show(seal.frontier));
  checkForm(seal);
  checkVoid(seal, before);
  checkTimes(seal, before);
  checkScopes(seal, before);
  return seal;
}

function checkForm({ scopes, roster }: Seal): void {
  const { enrolled, excluded, found, unlisted } = roster;
  const out = excluded.map(({ scope }) => scope);
  for (const [what, names] of Object.entries({
    scopes: scopes.map(({ scope }) => scope),
    enrolled,
    excluded: out,
    found,
    unlisted,
  })) {
    for (let i = 1; i < names.length; i += 1)
      require((names[i - 1] as string) < (names[i] as string), "L1", () => `${what} sorted, none twice`, () =>
        show(names[i]));
  }
  for (const scope of [...scopes.map((each) => each.scope), ...enrolled, ...out, ...found])
    require(isScope(scope), "L1", "a scope <provider>/<id>", () => show(scope));
  const both = enrolled.find((scope) => out.includes(scope));
  require(both === undefined, "L1", "no scope both enrolled and excluded", () => show(both));
  for (const { scope, view, problem } of scopes)
    require((view === "failed") === (problem !== null), "L1", () => `${scope}: a problem if and only if failed`, () =>
      show({ view, problem }));
}

function checkVoid(seal: Seal, { voided, start }: LogBefore): void {
  const named = seal.void.filter(({ index }) => index >= start).map(({ index, object }) => ({ index, object }));
  const expected = voided.map(({ index, object }) => ({ index, object }));
  require(jsonEqual(named, expected), "L7", () => `void ${show(expected)}`, () => show(named));
}

function checkTimes(seal: Seal, { newest }: LogBefore): void {
  if (newest != null)
    require(seal.time >= newest.time, "L4", () => `a time not before ${newest.time}`, () => seal.time);
  for (const { segments } of seal.scopes) {
    for (const { key, time } of segments)
      require(seal.time >= time, "L4", () => `a time not before that of ${key}, ${time}`, () => seal.time);
  }
}

function checkScopes(seal: Seal, { newest, hasRun }: LogBefore): void {
  const names = seal.scopes.map(({ scope }) => scope);
  for (const scope of seal.roster.enrolled)
    require(names.includes(scope), "L8", () => `a row for enrolled scope ${scope}`, () => "none");
  const before = new Map((newest?.scopes ?? []).map((each) => [each.scope, each]));
  for (const scope of before.keys())
    require(names.includes(scope), "L6", () => `scope ${scope}, listed before`, () => "none");
  const accounted = new Set([...seal.roster.enrolled, ...seal.roster.excluded.map(({ scope }) => scope)]);
  for (const scope of newest?.roster.enrolled ?? [])
    require(accounted.has(scope), "L8", () => `scope ${scope}, enrolled before, enrolled or excluded`, () => "neither");
  for (const { scope, view, segments } of seal.scopes) {
    const own = segments.some(({ run }) => run === seal.run);
    require(view !== "observed" || own || hasRun(scope, seal.run), "L9", () =>
      `a segment of run ${seal.run} for observed scope ${scope}`, () => "none");
    require(view !== "silent" || !own, "L9", () => `no segment of run ${seal.run} for silent scope ${scope}`, () =>
      "one");
  }
  for (const scope of seal.scopes)
    checkScope(scope, newest === undefined ? undefined : (before.get(scope.scope) ?? null));
}

type Stand = Pick<SealedScope, "gen" | "seq" | "head" | "root">;

/** Where nothing was added, the latest full segment is the one before; where something was, the chain itself says. */
const fullStays = (row: SealedScope, before: SealedScope | null): boolean =>
  row.segments.length > 0 || jsonEqual(row.full, before?.full ?? null);

const NOWHERE: Stand = { gen: 0, seq: -1, head: ZERO_DIGEST, root: null };

// `undefined`: a window begins here, and where the first segment continues from is taken over.
function checkScope(row: SealedScope, before: SealedScope | null | undefined): void {
  let at: Stand | undefined = before === undefined ? undefined : (before ?? NOWHERE);
  for (const segment of row.segments) {
    const parsed = parseObjectKey(segment.key);
    require(parsed?.class === "segment" && parsed.scope === row.scope && parsed.firstSeq === segment.first, "L6", () =>
      `a segment key of ${row.scope} that names seq ${segment.first}`, () => show(segment.key));
    require(segment.last >= segment.first, "L6", "last not before first", () => show(segment));
    const restarts = segment.first === 0 && parsed.gen > (at?.gen ?? parsed.gen);
    if (at !== undefined) {
      const { gen } = at;
      const next = restarts ? { first: 0, before: ZERO_DIGEST } : { first: at.seq + 1, before: at.head };
      require(restarts || parsed.gen === gen, "L6", () => `gen ${gen}, or a higher one from seq 0`, () => segment.key);
      require(segment.first === next.first && segment.before === next.before, "L6", () => show(next), () =>
        show({ first: segment.first, before: segment.before }));
    }
    at = { gen: parsed.gen, seq: segment.last, head: segment.after, root: segment.root };
  }
  if (at === undefined || before === undefined) return;
  require(fullStays(row, before), "L6", () => `full ${show(before?.full ?? null)}`, () => show(row.full));
  const found: Stand = { gen: row.gen, seq: row.seq, head: row.head, root: row.root };
  const expected: Stand = { gen: at.gen, seq: at.seq, head: at.head, root: at.root };
  require(jsonEqual(found, expected), "L6", () => show(expected), () => show(found));
}
