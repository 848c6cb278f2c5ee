// Reads the options that narrow a query to controls, checks, scopes and outcomes, each of which must be known.
import type { PeriodAnswer } from "../../audit/timeline/period-answer.ts";
import { checks as allChecks } from "../../checks/index.ts";
import { readControlsDocument, type ControlEntry } from "../../controls/controls-document.ts";
import { ACTS_SCOPE } from "../../evidence-schema/keys/object-key.ts";
import type { Seal } from "../../evidence-schema/log/log-schema.ts";
import { OUTCOMES, type Outcome } from "../../evidence-schema/record/record.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";
import { UsageError } from "../exit.ts";

export type FilterOptions = {
  readonly control?: readonly string[] | undefined;
  readonly check?: readonly string[] | undefined;
  readonly scope?: readonly string[] | undefined;
  readonly outcome?: readonly string[] | undefined;
};

export type Filter = {
  readonly checks: ReadonlySet<string> | null;
  readonly scopes: ReadonlySet<string> | null;
  readonly outcomes: ReadonlySet<Outcome> | null;
};

/** The scopes that were ever sealed, and the digest of the controls that were in force; none where there were none. */
export type SealedThere = { readonly scopes: readonly string[]; readonly controls?: string | null | undefined };

/** The scopes of resources that a seal names: all that were ever sealed before it. */
export const sealedScopes = (seal: Seal | null): string[] =>
  (seal?.scopes ?? []).map(({ scope }) => scope).filter((scope) => scope !== ACTS_SCOPE);

/** Several values of one option widen it; different options narrow each other. Throws UsageError on what is not known. */
export async function filterOf(
  { control, check, scope, outcome }: FilterOptions,
  ledger: Ledger,
  { scopes: sealed, controls }: SealedThere,
): Promise<Filter> {
  const outcomes = outcome?.map((each) => known("outcome", each, OUTCOMES));
  const scopes = scopesOf(scope, sealed);
  const ofControls = control === undefined ? null : await checksOf(control, ledger, controls ?? null);
  const checks = check === undefined ? ofControls : check.filter((each) => ofControls?.includes(each) !== false);
  return { checks: setOf(checks), scopes, outcomes: setOf(outcomes) };
}

/** The scopes asked for, of those that were ever sealed; null: all of them. Throws UsageError on another. */
export const scopesOf = (asked: readonly string[] | undefined, sealed: readonly string[]): ReadonlySet<string> | null =>
  setOf(asked?.map((each) => known("scope", each, sealed)));

const setOf = <T>(values: readonly T[] | null | undefined): ReadonlySet<T> | null => (values ? new Set(values) : null);

function known<T extends string>(option: string, found: string, expected: readonly T[]): T {
  const value = expected.find((each) => each === found);
  if (value !== undefined) return value;
  const list = expected.length === 0 ? "a recorded value, and none is recorded" : `one of ${expected.join(", ")}`;
  throw new UsageError(`--${option}: found ${found}, expected ${list}`);
}

async function checksOf(ids: readonly string[], ledger: Ledger, digest: string | null): Promise<string[]> {
  const controls: readonly ControlEntry[] =
    digest === null ? [] : readControlsDocument(await ledger.document("controls", digest)).controls;
  const expected = controls.map(({ id }) => id);
  return ids.flatMap((id) => {
    known("control", id, expected);
    return controls.find((each) => each.id === id)?.checks.map(({ check }) => check) ?? [];
  });
}

/** Throws UsageError where a check is neither one of this version nor in what was read: evidence outlives checks. */
export function refuseUnknownChecks(asked: readonly string[] | undefined, answers: readonly PeriodAnswer[]): void {
  const registered = allChecks.map(({ id }) => id);
  const recorded = new Set(answers.flatMap(({ results }) => results.map(({ check }) => check)));
  for (const check of asked ?? []) if (!recorded.has(check)) known("check", check, registered);
}
