// Lists the objects that are looked at one by one: the same for everybody who looks at the same ledger.
import { GENESIS_KEY } from "../../evidence-schema/keys/object-key.ts";
import type { Oldest } from "../stores/s3/versions.ts";

export type Sampled = { readonly key: string; readonly oldest: Oldest };

/**
 * At most `size` (at least 1) objects: genesis, the first and the last that were written, and others evenly between, by the
 * time at which the store says that they were written and then by key.
 */
export function sampleOf(seen: ReadonlyMap<string, Oldest>, size: number): Sampled[] {
  const others = [...seen]
    .filter(([key]) => key !== GENESIS_KEY)
    .sort(([a, { written: x }], [b, { written: y }]) => (x ?? 0) - (y ?? 0) || (a < b ? -1 : 1));
  const genesis = seen.get(GENESIS_KEY);
  const left = Math.min(size - (genesis === undefined ? 0 : 1), others.length);
  const at = (i: number): number => (left === 1 ? 0 : Math.round((i * (others.length - 1)) / (left - 1)));
  return [
    ...(genesis === undefined ? [] : [{ key: GENESIS_KEY, oldest: genesis }]),
    ...Array.from({ length: Math.max(left, 0) }, (_, i) => {
      const [key, oldest] = others[at(i)] as [string, Oldest];
      return { key, oldest };
    }),
  ];
}
