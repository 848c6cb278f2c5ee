// Records, before a run, the waivers that the config adds, changes or drops: a waiver counts only once it is recorded.
import type { Waiver } from "../../controls/waiver.ts";
import { canonicalize, type Json } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { appendActs, type Act } from "../../ledger/write/acts.ts";
import type { Clock } from "../../ledger/write/append.ts";
import { readActs } from "../../ledger/read/read-acts.ts";
import type { WritableLedger } from "../../ledger/write/writable-ledger.ts";

/** The waivers that a call recorded and withdrew. */
export type RecordedWaivers = { readonly recorded: readonly string[]; readonly withdrawn: readonly string[] };

/**
 * Appends an act for every waiver that is new or says something else than its last record, and one that ends it now for
 * every one that is recorded, not over, and no longer in the config. Nothing is appended where nothing differs, so that a
 * second call changes nothing. `principal`: the identity that runs this, as a reference.
 */
export async function recordWaivers(
  ledger: WritableLedger,
  clock: Clock,
  waivers: readonly Waiver[],
  principal: string,
): Promise<RecordedWaivers> {
  const last = new Map<string, Body>();
  for (const { record } of await readActs(ledger.store, ledger.id))
    if (record.type === "waiver") last.set(record.body["id"] as string, withoutPrincipal(record.body));
  const changed: readonly Waiver[] = waivers.filter(
    (waiver) => canonicalize(waiver as unknown as Json) !== text(last.get(waiver.id)),
  );
  const now = formatTimestamp(clock.now());
  const kept = new Set(waivers.map(({ id }) => id));
  const ended = [...last.values()].flatMap((waiver): Body[] =>
    kept.has(waiver["id"] as string) || (waiver["until"] as string) <= now ? [] : [{ ...waiver, until: now }],
  );
  const acts = [...changed, ...ended].map((waiver): Act => ({
    type: "waiver",
    body: { ...(waiver as Body), principal },
  }));
  if (acts.length > 0) {
    const run = `waivers-${sha256Hex(canonicalize({ acts: acts as unknown as Json, now }))}`;
    await appendActs(ledger, clock, run, acts);
  }
  return { recorded: changed.map(({ id }) => id), withdrawn: ended.map((waiver) => waiver["id"] as string) };
}

type Body = { readonly [member: string]: Json };

const text = (waiver: Body | undefined): string => (waiver === undefined ? "" : canonicalize(waiver));

function withoutPrincipal({ principal: _principal, ...waiver }: Body): Body {
  return waiver;
}
