// Refuses a roster from which a scope silently leaves: an auditor must be able to rule that out,
// so leaving takes a reason and an approver.
import { leavers } from "../../evidence-schema/log/check-seal.ts";
import type { Roster } from "../../evidence-schema/log/log-schema.ts";
import type { NewestSeal } from "../read/log-tail.ts";
import { StoreError } from "../store.ts";

/** Throws StoreError where a roster leaves out a scope that the newest seal accounts for (FORMAT.md L8). */
export function refuseShrunkRoster({ enrolled, excluded }: Roster, newest: NewestSeal | null): void {
  const accounted = new Set([...enrolled, ...excluded.map(({ scope }) => scope)]);
  const gone = leavers(newest?.seal).filter((scope) => !accounted.has(scope));
  if (gone.length === 0) return;
  throw new StoreError(
    `${gone.join(", ")} was monitored or excluded in the last run but is no longer in the config. Put it back, or add it to excluded with a reason and an approver. Nothing was written`,
  );
}
