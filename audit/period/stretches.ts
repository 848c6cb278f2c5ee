// Computes with stretches of time. They are half-open: what ends at an instant does not touch what begins there.

/** [from, to), in milliseconds since 1970. `to` is Infinity where it goes on; `from` is -Infinity where nobody knows a begin. */
export type Stretch = { readonly from: number; readonly to: number };

const isSome = ({ from, to }: Stretch): boolean => from < to;

/** Stretches in order of time that neither overlap nor touch, with the same instants. Empty ones are dropped. */
export function joined(stretches: readonly Stretch[]): Stretch[] {
  const sorted = stretches.filter(isSome).toSorted((a, b) => a.from - b.from || a.to - b.to);
  const result: Stretch[] = [];
  for (const each of sorted) {
    const last = result.at(-1);
    if (last === undefined || each.from > last.to) result.push({ from: each.from, to: each.to });
    else if (each.to > last.to) result[result.length - 1] = { from: last.from, to: each.to };
  }
  return result;
}

/** The instants that lie in both. Both lists are joined, and so is the result. */
export function common(a: readonly Stretch[], b: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const [left, right] = [a[i] as Stretch, b[j] as Stretch];
    const both = { from: Math.max(left.from, right.from), to: Math.min(left.to, right.to) };
    if (isSome(both)) result.push(both);
    if (left.to < right.to) i += 1;
    else j += 1;
  }
  return result;
}

/** The instants of `a` that do not lie in `b`. Both lists are joined, and so is the result. */
export function without(a: readonly Stretch[], b: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const each of a) {
    let from = each.from;
    for (const cut of b) {
      if (cut.to <= from || cut.from >= each.to) continue;
      if (cut.from > from) result.push({ from, to: cut.from });
      from = Math.max(from, cut.to);
    }
    if (from < each.to) result.push({ from, to: each.to });
  }
  return result;
}

/** Whether some instant lies in both. `a` need not be joined. */
export const touches = (a: readonly Stretch[], { from, to }: Stretch): boolean =>
  a.some((each) => each.from < to && from < each.to && isSome(each));

/** Milliseconds of all stretches together. */
export const lengthOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { from, to }) => sum + (to - from), 0);
