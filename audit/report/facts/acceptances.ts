// Lists the accepted risks that were in force in a window, or whose record was too late for a failure, with the failures that each touches.
import type { Waiver } from "../../../controls/waiver.ts";
import { touches, type Stretch } from "../../period/stretches.ts";
import type { FailureInWindow } from "../../tables/failures-in.ts";
import { acceptancesIn } from "../../tables/policy/acceptances.ts";
import { ms, type Rows } from "../../tables/rows.ts";

export type AcceptancePart = Stretch & {
  readonly id: string;
  readonly terms: Waiver;
  /** When it was recorded, in milliseconds since 1970: it is in force no earlier. */
  readonly recorded: number;
  readonly record: string;
  /** Ids of the failures that it touches in the window, each once. */
  readonly failures: readonly string[];
};

const RECORDED = `select recorded from acceptance where record = :record`;

/** In order of their records. */
export function acceptanceParts(rows: Rows, window: Stretch, failures: readonly FailureInWindow[]): AcceptancePart[] {
  return acceptancesIn(rows).flatMap(({ from, to, id, record, terms }) => {
    if (!touches([{ from, to }], window)) return [];
    const touched = failures.filter(({ counted }) => counted?.acceptances.some((each) => each.record === record));
    return [
      {
        from,
        to,
        id,
        terms,
        recorded: ms(rows.get(RECORDED, { record })?.["recorded"]) as number,
        record,
        failures: [...new Set(touched.map((each) => each.id))],
      },
    ];
  });
}
