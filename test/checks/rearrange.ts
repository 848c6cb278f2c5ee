// Rearranges and spoils JSON, to see what a verdict depends on.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";

type Path = readonly (string | number)[];

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !isList(value);

/** `next` gives integers >= 0. */
export function shuffleList<Item>(items: readonly Item[], next: () => number): Item[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(next() % rest.length, 1));
}

/** Shuffles every list in `value`. */
export function shuffle(value: Json, next: () => number): Json {
  if (isList(value)) return shuffleList(value, next).map((item) => shuffle(item, next));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shuffle(member, next)]));
}

/** The way to every part of `value`, the whole first. */
export function pathsOf(value: Json): Path[] {
  const parts = isList(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return [[], ...parts.flatMap(([step, part]) => pathsOf(part).map((path) => [step, ...path]))];
}

/** `value` with `part` in the place of what lies at `path`. */
export function replace(value: Json, path: Path, part: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return part;
  if (isList(value)) return value.map((item, at) => (at === step ? replace(item, rest, part) : item));
  return isObject(value) ? { ...value, [step]: replace(value[step] ?? null, rest, part) } : value;
}
