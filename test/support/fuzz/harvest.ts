// All that a ledger says, by the member that says it and by its kind: what stands elsewhere is the best of lies.
import { isDigest } from "../../../evidence-schema/bytes/digest.ts";
import type { Decoded, Said } from "./decoded.ts";
import { type Value, walk } from "./value.ts";

export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export type Harvest = {
  /** Values by the name of their member, or of the list that they lie in. */
  readonly byName: ReadonlyMap<string, readonly Value[]>;
  readonly instants: readonly string[];
  readonly digests: readonly string[];
  readonly strings: readonly string[];
  readonly integers: readonly number[];
};

/** Everything of a ledger that has a value of its own. */
export const saidIn = ({ genesis, documents, segments, leaves }: Decoded): Said[] => [
  genesis,
  ...documents,
  ...segments.flatMap(({ lines }) => lines),
  ...leaves,
];

export function harvest(decoded: Decoded): Harvest {
  const byName = new Map<string, Map<string, Value>>();
  for (const { value: root } of saidIn(decoded)) {
    walk(root, (path, value) => {
      const name = nameOf(path);
      // A change before may have taken from a list what was not there.
      const text = JSON.stringify(value) as string | undefined;
      if (text === undefined || text.length > 2000) return;
      const of = byName.get(name);
      if (of === undefined) byName.set(name, new Map([[text, value]]));
      else of.set(text, value);
    });
  }
  const all = [...byName.values()].flatMap((of) => [...of.values()]);
  const strings = [...new Set(all.filter((value) => typeof value === "string"))];
  return {
    byName: new Map([...byName].map(([name, of]) => [name, [...of.values()]])),
    instants: strings.filter((text) => INSTANT.test(text)),
    digests: strings.filter(isDigest),
    strings,
    integers: [...new Set(all.filter((value) => typeof value === "number"))],
  };
}

/** The last member of a path. */
export const nameOf = (path: readonly (string | number)[]): string =>
  String(path.findLast((step) => typeof step === "string") ?? "");
