// Reads a scope with a live reader, and keeps what a test asks of a reading.
import type { Item, Named, RereadingReader, ScopeReading } from "../../../collectors/port.ts";
import { splitUnit, type Problem } from "../../../evidence-schema/record/record.ts";

export type Read = {
  readonly reading: ScopeReading;
  readonly items: ReadonlyMap<string, Item>;
  /** Problems of units, by type; complete units are left out. */
  readonly problems: { readonly [type: string]: Problem };
  /** Names that were remembered, by reference. */
  readonly names: ReadonlyMap<string, string>;
};

/** Reads `types` of a scope. */
export async function readTypes(
  reader: RereadingReader,
  scope: string,
  { types, ...last }: { readonly types: readonly string[]; readonly deadline?: number; readonly isLast?: boolean },
): Promise<Read> {
  const items = new Map<string, Item>();
  const names = new Map<string, string>();
  const reading = await reader.read(
    {
      scope,
      units: types.map((type) => ({ type, region: "global" })),
      person: (provider, value) => `person:${provider}:${value.length}`,
      remember: (reference, name) => void names.set(reference, name),
      ...last,
    },
    (item) => items.set(item.key, item),
  );
  const problems = Object.fromEntries(
    reading.units.flatMap(({ unit, problem }) => (problem === null ? [] : [[splitUnit(unit).type, problem]])),
  );
  return { reading, items, problems, names };
}

/** Reads resources of a scope again by their keys. */
export const rereadKeys = (reader: RereadingReader, scope: string, keys: readonly Named[]): Promise<ScopeReading> =>
  reader.reread(
    {
      scope,
      units: [...new Set(keys.map(({ unit }) => unit))].map((unit) => splitUnit(unit)),
      person: (provider, value) => `person:${provider}:${value.length}`,
      remember: () => undefined,
    },
    keys,
  );

/** Types that were not read whole, or of which a resource was not read. */
export const hidden = ({ problems, items }: Read): string[] =>
  [
    ...new Set([
      ...Object.keys(problems),
      ...[...items.values()].flatMap((item) => ("problem" in item ? [splitUnit(item.unit).type] : [])),
    ]),
  ].toSorted();

export const detailsOf = ({ problems, items }: Read): string[] => [
  ...new Set([
    ...Object.values(problems).map(({ code, detail }) => `${code}: ${detail}`),
    ...[...items.values()].flatMap((item) =>
      "problem" in item ? [`${item.problem.code}: ${item.problem.detail}`] : [],
    ),
  ]),
];
