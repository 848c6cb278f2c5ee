// Lists the runs of a window: those that were due, made or not, and those that somebody made by hand.
import { ACTS_SCOPE } from "../../../evidence-schema/keys/object-key.ts";
import { windowState } from "../../tables/window-state.ts";
import { dueSlots } from "../../../evidence-schema/log/due-slots.ts";
import { instant, type Row, type Rows } from "../../tables/rows.ts";
import { idOf, type PopulationRow } from "../population.ts";
import type { Asked } from "./asked.ts";

/** A seal by hand of acts alone is no run: then no scope was read. */
const SEALS = `select leaf, time, run, trigger_kind, slot from seal
  where trigger_kind = 'slot' or (trigger_kind = 'manual' and exists
    (select 1 from segment where segment.leaf = seal.leaf and segment.trigger_kind = 'manual' and scope <> :acts))
  order by leaf`;

/** The id is the slot, or `manual|` and the name of a run by hand. */
export function runRows(rows: Rows, { window, policy, until }: Asked): PopulationRow[] {
  const { missing, begins } = windowState(rows, window, policy.dues, until);
  const seals = rows.all(SEALS, { acts: ACTS_SCOPE });
  const bySlot = new Map(
    seals.flatMap((seal) => (seal["slot"] === null ? [] : [[String(seal["slot"]), seal] as const])),
  );
  const lacking = new Set(missing);
  const first = begins ?? window.from;
  const slots = policy.dues.flatMap(({ schedule, from }, at) => {
    const [start, end] = [Math.max(first, from), Math.min(window.to, policy.dues[at + 1]?.from ?? Infinity)];
    return start < end ? dueSlots(schedule, start - 1, end - 1) : [];
  });
  const due = slots
    .filter((slot) => lacking.has(slot) || bySlot.has(slot))
    .map((slot) => ({
      id: slot,
      cells: cellsOf(bySlot.get(slot), { slot, state: stateOf(lacking.has(slot), bySlot.has(slot)) }),
      about: null,
    }));
  const byHand = seals
    .filter(({ trigger_kind, time }) => trigger_kind === "manual" && isIn(String(time), window))
    .map((seal) => ({
      id: idOf("manual", String(seal["run"])),
      cells: cellsOf(seal, { slot: null, state: "made by hand" }),
      about: null,
    }));
  return [...due, ...byHand];
}

/** A run that came after its grace did not observe its slot. */
const stateOf = (isMissing: boolean, isSealed: boolean): string =>
  isMissing ? (isSealed ? "late" : "missed") : "made in time";

const isIn = (time: string, { from, to }: Asked["window"]): boolean =>
  (instant(from) as string) <= time && time < (instant(to) as string);

const cellsOf = (
  seal: Row | undefined,
  said: { readonly slot: string | null; readonly state: string },
): PopulationRow["cells"] => ({
  ...said,
  sealed: seal === undefined ? null : String(seal["time"]),
  run: seal === undefined ? null : String(seal["run"]),
  log_entry: seal === undefined ? null : String(seal["leaf"]),
});
