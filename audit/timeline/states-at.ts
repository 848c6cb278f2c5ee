// Takes the states to which the chains of a period have led, for whoever asks how everything stands at its end.
import type { State } from "../../evidence-schema/state/state.ts";
import type { NewestSeal } from "../../ledger/read/ledger.ts";
import type { ScopeAnswer } from "./results-over.ts";

/**
 * By scope, the states that were read up to the line that a seal names; null is no seal. A scope in which something was written
 * since is left out: who loads its chain reads that too.
 */
export function statesAt(sealed: NewestSeal | null, answers: readonly ScopeAnswer[]): ReadonlyMap<string, State> {
  const heads = new Map(sealed?.seal.scopes.map(({ scope, head }) => [scope, head]));
  const states = new Map<string, State>();
  for (const { scope, head, state, unsealed } of answers)
    if (heads.get(scope) === head && unsealed === 0 && state !== null) states.set(scope, state);
  return states;
}
