// The segments of random histories, read back one after the other as questions read them.
import type { ReadSegment } from "../../audit/reading/read-span.ts";
import type { RunOpened } from "../../evidence-schema/record/record.ts";
import { SegmentFold } from "../../evidence-schema/state/segment-fold.ts";
import { State } from "../../evidence-schema/state/state.ts";
import type { Chain, Written } from "../state/driver.ts";

/** The time of the records of a segment, by its place in the history. */
export const timeOf = (segment: number): string => new Date(Date.UTC(2026, 8, 1) + segment * 60_000).toISOString();

/** The segments of a random history, from the one at `first` on, as they are read back; `use` sees each before the next. */
export function reading(
  { segments }: Pick<Chain, "segments">,
  first: number,
  use: (segment: ReadSegment, at: number) => void,
): void {
  const state = new State();
  segments.slice(first).forEach(({ lines, place }: Written, i) => {
    const isFirst = i === 0;
    const fold = new SegmentFold(state, { ...place, proven: !isFirst || first === 0 });
    const begin = lines[0]?.seq ?? 0;
    const records = lines.map(({ seq, statement }) => {
      fold.accept(statement.type, statement.body, seq);
      return { statement, line: seq - begin + 1 };
    });
    fold.summary();
    const told = records.filter(({ statement: { body } }) => isFirst || !("restated" in body && body.restated));
    const opened = records[0]?.statement.body as RunOpened;
    const at = first + i;
    use(
      {
        key: `segment ${at}`,
        gen: 0,
        time: timeOf(at),
        counts: timeOf(at),
        run: `${at}`,
        opened,
        isFirst,
        records: told,
        head: "",
        state,
      },
      at,
    );
  });
}
