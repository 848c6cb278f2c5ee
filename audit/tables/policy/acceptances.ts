// Writes the accepted risks that are sealed, and reads them back with the stretch of time in which each is in force.
import type { Waiver } from "../../../controls/waiver.ts";
import { ACTS_SCOPE } from "../../../evidence-schema/keys/object-key.ts";
import type { Ledger } from "../../../ledger/read/ledger.ts";
import type { Stretch } from "../../period/stretches.ts";
import { readSpan } from "../../reading/read-span.ts";
import type { SealedLog } from "../../reading/sealed-log.ts";
import { recordedWaivers } from "../../standing/in-force/waivers-in-force.ts";
import { ms, type Rows } from "../rows.ts";

/** Rejects with ChainError where acts are not as they were sealed: without one of them an accepted risk would be an exception. */
export async function writeAcceptances(rows: Rows, ledger: Ledger, log: SealedLog): Promise<void> {
  const end = await log.stand(log.size - 1, ACTS_SCOPE);
  const acts = readSpan(
    { store: ledger.store, ledger: ledger.id, log },
    { scope: ACTS_SCOPE, begin: null, end, isNewest: true },
  );
  for await (const _ of acts);
  rows.run(`delete from acceptance`, {});
  for (const { terms, recorded, record, start, end } of await recordedWaivers(ledger, log))
    rows.insert("acceptance", {
      id: terms.id,
      record,
      recorded,
      from_time: start,
      to_time: end,
      risk: terms.risk,
      reason: terms.reason,
      ticket: terms.ticket,
      requester: terms.requester,
      approver: terms.approver,
      terms: JSON.stringify(terms),
    });
}

/** A risk that was accepted, while it is in force. */
export type Accepted = Stretch & { readonly id: string; readonly record: string; readonly terms: Waiver };

/** In order of their records. A risk whose end is not after its begin was never in force. */
export function acceptancesIn(rows: Rows): Accepted[] {
  return rows.all(`select * from acceptance order by recorded, record`).flatMap((row) => {
    const [from, to] = [ms(row["from_time"]) as number, ms(row["to_time"]) as number];
    const terms = JSON.parse(String(row["terms"])) as Waiver;
    return from < to ? [{ from, to, id: terms.id, record: String(row["record"]), terms }] : [];
  });
}
