// Joins the failures of a report: one entry a failure, numbered where it is an exception or may be one.
import { nameOf } from "../../../resource-name.ts";
import type { FailureInWindow } from "../../../tables/failures-in.ts";

export type FailureEntry = {
  readonly id: string;
  /** As in `E-01`; null where it is no exception under any control, and can't be one. */
  readonly number: string | null;
  readonly anchor: string;
  /** Its name; people by reference. */
  readonly item: string;
  /** By control; one without a control where it counts for none. */
  readonly under: readonly FailureInWindow[];
  readonly first: FailureInWindow;
};

/** In the order of the failures: exceptions first. Ids are told apart by their item where two are alike. */
export async function failureEntries(failures: readonly FailureInWindow[]): Promise<FailureEntry[]> {
  const byId = Map.groupBy(failures, ({ id, scope, key, check }) => [id, scope, key, check].join(" "));
  const entries: FailureEntry[] = [];
  const anchors = new Map<string, number>();
  let numbered = 0;
  for (const under of byId.values()) {
    const first = under[0] as FailureInWindow;
    const isNumbered = under.some(({ counted }) => isExceptional(counted?.status));
    const before = anchors.get(first.id) ?? 0;
    anchors.set(first.id, before + 1);
    entries.push({
      id: first.id,
      number: isNumbered ? `E-${String((numbered += 1)).padStart(2, "0")}` : null,
      anchor: before === 0 ? first.id : `${first.id}-${before + 1}`,
      item: await itemName(first),
      under,
      first,
    });
  }
  return entries;
}

export const isExceptional = (status: string | undefined): boolean =>
  status === "exception" || status === "possible exception";

const NO_NAMES = { nameOf: () => Promise.resolve(null) };

/** Evidence holds references of people: a report that can be handed over names nobody. */
async function itemName({ name, key }: FailureInWindow): Promise<string> {
  return name ?? (await nameOf(NO_NAMES, key));
}
