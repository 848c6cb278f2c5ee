// Says what a lock means, before the lock is made: a lock can't be undone.
import { DAY_MS } from "../evidence-schema/bytes/timestamp.ts";
import type { DeployedConfig } from "../config/deployed/places.ts";

/** The text is one line. `now`: the day of the deployment. */
export function keptUntil({ ledger: { mode, retentionDays } }: DeployedConfig, now: Date): string {
  const days = mode === "compliance" ? retentionDays : Math.max(1, retentionDays);
  const until = new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  return mode === "compliance"
    ? `COMPLIANCE: an object that is written today stays locked until ${until}, and nobody can delete it earlier. An object that is written later stays locked for the same number of days.`
    : `Trial: an object that is written today stays locked until ${until}. An identity with s3:BypassGovernanceRetention can delete it earlier.`;
}
