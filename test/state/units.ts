// What coverage records say of units, read by themselves: as of when each was known, and whether it was read whole.
import type { Statement } from "../../evidence-schema/record/record.ts";

type Known = { readonly ever: boolean; readonly listed: number; readonly named: number };
const NEVER: Known = { ever: false, listed: Number.NEGATIVE_INFINITY, named: Number.NEGATIVE_INFINITY };

export class Units {
  readonly #known = new Map<string, Known>();

  /** Adds what one segment says. */
  add(statements: readonly Statement[]): void {
    const lags = new Map<string, number>();
    for (const { type, body } of statements) {
      if (type === "run-opened") for (const { source, lagSeconds } of body.sources) lags.set(source, lagSeconds);
      if (type !== "coverage") continue;
      const certain = (dataTime: string | null): number =>
        dataTime === null ? NEVER.listed : Date.parse(dataTime) - (lags.get(body.source) ?? 0) * 1000;
      for (const { unit, complete, dataTime } of body.units) {
        const { ever, listed, named } = this.#of(unit);
        this.#known.set(unit, { ever: ever || complete, listed: Math.max(listed, certain(dataTime)), named });
      }
      for (const { unit, dataTime } of [body.asked.seen, body.asked.notFound, body.asked.failed].flat()) {
        const before = this.#of(unit);
        this.#known.set(unit, { ...before, named: Math.max(before.named, certain(dataTime)) });
      }
    }
  }

  #of(unit: string): Known {
    return this.#known.get(unit) ?? NEVER;
  }

  /** As `run-opened` of a full segment has them. */
  get states(): unknown[] {
    const instant = (ms: number): string | null => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);
    return [...this.#known]
      .map(([unit, { ever, listed, named }]) => ({ unit, ever, listed: instant(listed), named: instant(named) }))
      .sort((a, b) => (a.unit < b.unit ? -1 : 1));
  }
}

/** Complete rows of a segment that say less was read than lies in the unit; `units`: where each entry lies after it. */
export function readShort(statements: readonly Statement[], units: ReadonlyMap<string, string>): string[] {
  const bodies = statements.flatMap(({ type, body }) => (type === "coverage" ? [body] : []));
  const asked = new Set(bodies.flatMap((body) => Object.values(body.asked).flat()).map(({ key }) => key));
  const lying = [...units].filter(([key]) => !asked.has(key)).map(([, unit]) => unit);
  return bodies.flatMap((body) =>
    body.units
      .filter(({ complete }) => complete)
      .filter(
        ({ unit, listed, observed }) => observed < lying.filter((each) => each === unit).length || listed < observed,
      )
      .map(({ unit, observed }) => `${unit}: ${observed}`),
  );
}
