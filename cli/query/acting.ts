// Says what a reader needs to act on a result: its control, severity, owner and place, and the waiver that accepts it.
import { checks as allChecks } from "../../checks/index.ts";
import type { Severity } from "../../checks/check.ts";
import type { Place } from "../../controls/boundary.ts";
import type { RosterDocument } from "../../evidence-schema/documents/document-schema.ts";
import { peopleNamed } from "../../audit/people-named.ts";
import { controlsOfCheck } from "../../audit/standing/controls-of-check.ts";
import { policyInForce, type PolicyInForce } from "../../audit/standing/in-force/policy-in-force.ts";
import { severityOf, standingOf } from "../../audit/standing/result.ts";
import { rosterInForce } from "../../audit/standing/in-force/roster-in-force.ts";
import type { Names } from "../../audit/resource-name.ts";
import type { Described } from "../../audit/timeline/period-answer.ts";
import type { Spell } from "../../audit/timeline/spells.ts";
import type { Seal } from "../../evidence-schema/log/log-schema.ts";
import type { Ledger } from "../../ledger/read/ledger.ts";

export type Acting = {
  /** The scope's name in the roster; null where it has none. */
  readonly account: string | null;
  /** Controls that rest on the check, and the criteria that they serve. */
  readonly controls: readonly string[];
  readonly criteria: readonly string[];
  readonly severity: Severity;
  readonly owner: string | null;
  readonly place: Place;
  /** The waiver that accepts a fail at the end of the time that is asked for, by its id. */
  readonly acceptance: string | null;
};

/** The policy is the one that the newest seal names. */
export type ActingOf = (
  scope: string,
  entry: Described,
  check: string,
  spell: Pick<Spell, "outcome" | "to">,
  until: string,
) => Acting;

/** `seal`: the newest one; null gives null. Rejects with StoreError where a document is missing. */
export async function actingOf(ledger: Ledger, names: Names, seal: Seal | null): Promise<ActingOf | null> {
  if (seal === null) return null;
  const policy = await policyInForce(ledger, { seal });
  const roster = await rosterInForce(ledger, { seal });
  const owners = policy.controls?.owners.map(({ owner }) => owner) ?? [];
  return acting(policy, roster, await peopleNamed(names, owners));
}

function acting(
  policy: PolicyInForce,
  roster: RosterDocument | null,
  named: (text: string | null) => string | null,
): ActingOf {
  const accounts = new Map((roster?.enrolled ?? []).map(({ scope, name }) => [scope, name]));
  return (scope, entry, check, { outcome, to }, until) => {
    const instant = to !== null && to < until ? to : until;
    const { place, owner, waiverOf } = standingOf(scope, entry, policy, instant);
    const own = allChecks.find(({ id }) => id === check)?.severity ?? "medium";
    return {
      account: accounts.get(scope) ?? null,
      ...controlsOfCheck(check, policy),
      severity: severityOf(check, policy, own),
      owner: named(owner),
      place,
      acceptance: outcome === "fail" ? (waiverOf(check)?.terms.id ?? null) : null,
    };
  };
}
