// JSON values that can be changed in place, and paths into them.
import { canonicalLine } from "../../../evidence-schema/bytes/canonical.ts";

export type Value = null | boolean | number | string | Value[] | Members;
export type Members = { [member: string]: Value };
export type Path = readonly (string | number)[];

export const isMembers = (value: Value | undefined): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A text as it is, and anything else as JSON. */
export const textOf = (value: Value | undefined): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");

/** A copy that shares nothing. */
export const copied = <T extends Value>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Sets a member, `__proto__` like any other. */
export const put = (members: Members, name: string, value: Value): void => {
  Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
};

/** What lies at `path`; undefined where nothing does. */
export function valueAt(root: Value, path: Path): Value | undefined {
  let at: Value | undefined = root;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Members)[step as string];
  }
  return at;
}

/** Calls `visit` with every value in `root`, outermost first. */
export function walk(root: Value, visit: (path: Path, value: Value) => void, path: Path = []): void {
  visit(path, root);
  if (Array.isArray(root)) root.forEach((item, i) => walk(item, visit, [...path, i]));
  else if (isMembers(root)) for (const [name, value] of Object.entries(root)) walk(value, visit, [...path, name]);
}

/** The value with every string in it, names of members included, replaced by what `change` gives for it. */
export function withStrings(value: Value, change: (text: string) => string): Value {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => withStrings(item, change));
  if (!isMembers(value)) return value;
  const result: Members = {};
  for (const [name, member] of Object.entries(value)) put(result, change(name), withStrings(member, change));
  return result;
}

/** The line of a value: canonical, or as near to it as what has no canonical form can be. */
export function lineOf(value: Value): Buffer {
  try {
    return canonicalLine(value);
  } catch {
    return Buffer.from(`${JSON.stringify(sorted(value))}\n`);
  }
}

function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMembers(value)) return value;
  const result: Members = {};
  for (const name of Object.keys(value).sort()) put(result, name, sorted(value[name] as Value));
  return result;
}
