// Says what a lock means, before the lock is made: a lock can't be undone.
import { DAY_MS } from "../evidence-schema/bytes/timestamp.ts";
import type { DeployedConfig } from "../config/deployed/places.ts";

/** The text is one line. `now`: the day of the deployment. */
export function keptUntil({ ledger: { mode, retentionDays } }: DeployedConfig, now: Date): string {
  const days = mode === "compliance" ? retentionDays : Math.max(1, retentionDays);
  const until = new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  return mode === "compliance"
    ? `COMPLIANCE: what is written from today on can't be deleted by anyone before ${until}, and later for what is written later.`
    : `Trial: what is written from today on is locked until ${until}; who may bypass governance can delete it before.`;
}
