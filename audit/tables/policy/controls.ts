// Writes the controls as the company stated them over time, and reads which terms of each held when.
import { durationMs } from "../../../controls/control.ts";
import type { ControlEntry } from "../../../controls/controls-document.ts";
import type { Terms } from "../../period/terms.ts";
import { instant, type Rows } from "../rows.ts";
import type { PolicyTimes } from "./policy-times.ts";

type Stated = { readonly control: ControlEntry; readonly from: number; readonly to: number; readonly digest: string };

/** Each control as each document states it, in order of time. */
export function* statedControls({ controls }: Pick<PolicyTimes, "controls">): Generator<Stated> {
  for (const { document, digest, from, to } of controls)
    for (const control of document?.controls ?? []) yield { control, from, to, digest: digest as string };
}

export function writeControls(rows: Rows, policy: PolicyTimes): void {
  rows.run(`delete from control`, {});
  rows.run(`delete from control_check`, {});
  const first = rows.get(`select min(time) as time from seal`)?.["time"] as string;
  for (const { control, from, to, digest } of statedControls(policy)) {
    const over = { from_time: instant(from) ?? first, to_time: instant(to) };
    rows.insert("control", {
      id: control.id,
      ...over,
      statement: control.statement,
      criteria: control.criteria.join(" "),
      owner: control.owner,
      frequency: control.frequency,
      limit_ms: durationMs(control.correctWithin),
      effect_from: control.from,
      effect_until: control.until,
      document: digest,
    });
    for (const { check, reason } of control.checks)
      rows.insert("control_check", { control_id: control.id, check_id: check, ...over, reason });
  }
}

/** When a control was in effect while a document stated it. */
export const effectOf = ({ control, from, to }: Pick<Stated, "control" | "from" | "to">) => ({
  from: Math.max(from, control.from === null ? -Infinity : Date.parse(control.from)),
  to: Math.min(to, control.until === null ? Infinity : Date.parse(control.until)),
});

/** By control, the terms that held for a check, in order of time. Controls that never rested on it are left out. */
export function termsFor(check: string, policy: Pick<PolicyTimes, "controls">): ReadonlyMap<string, Terms[]> {
  const terms = new Map<string, Terms[]>();
  for (const stated of statedControls(policy)) {
    const { control } = stated;
    if (!control.checks.some((each) => each.check === check)) continue;
    const each = { ...effectOf(stated), limit: durationMs(control.correctWithin) };
    if (each.from >= each.to) continue;
    terms.set(control.id, [...(terms.get(control.id) ?? []), each]);
  }
  return terms;
}
