// Lists the waivers that are recorded, each with the time in which it counts.
import type { Waiver } from "../../../controls/waiver.ts";
import type { Seal } from "../../../evidence-schema/log/log-schema.ts";
import { ACTS_SCOPE } from "../../../evidence-schema/keys/object-key.ts";
import { waiverInForceFrom } from "../../../evidence-schema/documents/waiver-in-force.ts";
import type { Ledger } from "../../../ledger/read/ledger.ts";
import { readActs } from "../../../ledger/read/read-acts.ts";
import { SealedLog } from "../../reading/sealed-log.ts";

export type WaiverInForce = {
  readonly terms: Waiver;
  /** Time of its record, and where that is. */
  readonly recorded: string;
  readonly record: string;
  /** In force in [start, end): the end is its own, or that of the next record of the same id. Empty where end <= start. */
  readonly start: string;
  readonly end: string;
};

/** All recorded waivers that a seal lists, in order of their records. An unsealed one is not in force yet. */
export async function recordedWaivers(ledger: Ledger, opened?: SealedLog): Promise<readonly WaiverInForce[]> {
  const acts = (await readActs(ledger.store, ledger.id)).filter(({ record }) => record.type === "waiver");
  if (acts.length === 0) return [];
  const log = opened ?? (await SealedLog.open(ledger.store));
  const read: WaiverInForce[] = [];
  const sealed: { readonly act: (typeof acts)[number]; readonly before: Seal | null }[] = [];
  for (const act of acts) {
    const { isSealed, before } = await log.sealing(ACTS_SCOPE, act.record);
    if (isSealed) sealed.push({ act, before });
  }
  for (const [at, { act, before }] of sealed.entries()) {
    const { principal: _principal, ...body } = act.record.body;
    const waiver = body as unknown as Waiver;
    // A record that no seal lists ends nothing yet.
    const next = sealed.slice(at + 1).find((each) => each.act.record.body["id"] === waiver.id)?.act;
    const seals = before === null ? [] : [{ time: before.time, lists: false }];
    const ends = [waiver.until, ...(next === undefined ? [] : [next.record.time])].sort();
    read.push({
      terms: waiver,
      recorded: act.record.time,
      record: `${act.key}:${act.line}`,
      start: waiverInForceFrom(waiver.from, act.record.time, seals),
      end: ends[0] as string,
    });
  }
  return read;
}

/** The waiver that covers a result at an instant, or null: the first recorded, where several do. */
export function waiverAt(
  waivers: readonly WaiverInForce[],
  instant: string,
  isCovered: (waiver: Waiver) => boolean,
): WaiverInForce | null {
  return (
    waivers.find(({ terms: waiver, start, end }) => start <= instant && instant < end && isCovered(waiver)) ?? null
  );
}
