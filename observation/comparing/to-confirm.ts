// Decides which resources are read again by name before a comparison is written.
import type { Named } from "../../collectors/port.ts";
import type { Finding, Judgement } from "../../evidence-schema/record/record.ts";
import type { Prepared } from "./prepare.ts";
import { restsOnUnconfirmedAbsence, saysTheSame } from "./rests-on-absence.ts";

/**
 * Resources of one comparison that are read again because an eventual source told of them, at most: each takes a call. Those
 * beyond stay as that source told, which their records name.
 */
const MOST_EVENTUAL = 500;

/** `absent`: a fail or a recovery would rest on absence; `changed`: an eventual source alone told of a change. */
export type ToConfirm = { readonly absent: readonly Named[]; readonly changed: readonly Named[] };

/**
 * Resources of which a fail or a recovery would rest on absence and that were not read again after it; and those of `eventual`
 * sources that would leave the state, whose result would differ from the one that is held, or be a failure at first sight.
 */
export function toConfirm(
  { settled, leaving, after, isConfirmed, judgeAhead }: Prepared,
  eventual: ReadonlySet<string>,
): ToConfirm {
  const absent: Named[] = [];
  const changed: Named[] = [...leaving].flatMap(([key, unit]) =>
    eventual.has(settled.units.get(unit)?.source ?? "") ? [{ key, unit }] : [],
  );
  for (const entry of after.values()) {
    const { key, unit, findings, from } = entry;
    const item = settled.items.get(key);
    if (from !== null || item === undefined) continue;
    const isEventual = eventual.has(item.source);
    let [rests, changes] = [false, false];
    for (const now of judgeAhead(entry)) {
      const stored = findings.find(({ check }) => check === now.check);
      if (stored !== undefined && saysTheSame(stored, now)) continue;
      rests ||= restsOnUnconfirmedAbsence(now, stored, (units) => isConfirmed(key, units));
      changes ||= isEventual && decides(now, stored);
    }
    if (rests) absent.push({ key, unit });
    else if (changes) changed.push({ key, unit });
  }
  return { absent, changed: changed.slice(0, MOST_EVENTUAL) };
}

/** Whether the result differs from the last determinate one, or is a failure without one before. */
function decides(now: Judgement, stored: Finding | undefined): boolean {
  if (now.outcome === "indeterminate") return false;
  const held = stored?.held.outcome ?? null;
  return held === null ? now.outcome === "fail" : now.outcome !== held;
}
