// Compares two JSON values and gives their differences, in as few paths as possible.
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { jsonEqual } from "../../evidence-schema/bytes/equal.ts";

/** A side that has nothing at the path lacks the member. */
export type Difference = { readonly path: string; readonly before?: Json; readonly after?: Json };

type Members = { readonly [key: string]: Json };

/** Differences in order of members. Lists of one length are compared item by item, others by which items came and went. */
export function structuralDiff(before: Json, after: Json, path = ""): Difference[] {
  if (jsonEqual(before, after)) return [];
  if (isMembers(before) && isMembers(after)) return ofMembers(before, after, path);
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before as Json[], after as Json[], path);
  return [{ path, before, after }];
}

function ofMembers(before: Members, after: Members, path: string): Difference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const at = path === "" ? named(key) : `${path}${PLAIN.test(key) ? "." : ""}${named(key)}`;
    const [old, now] = [own(before, key), own(after, key)];
    if (old === undefined || now === undefined) return [oneSided(at, old, now)];
    return structuralDiff(old, now, at);
  });
}

function ofLists(before: readonly Json[], after: readonly Json[], path: string): Difference[] {
  if (before.length === after.length)
    return before.flatMap((old, i) => structuralDiff(old, after[i] as Json, `${path}[${i}]`));
  const gone = without(before, after).map((old) => oneSided(`${path}[]`, old, undefined));
  const come = without(after, before).map((now) => oneSided(`${path}[]`, undefined, now));
  // The same items, some of them more often.
  return gone.length + come.length > 0 ? [...gone, ...come] : [{ path, before, after }];
}

const PLAIN = /^[\w$:-]+$/;
const named = (key: string): string => (PLAIN.test(key) ? key : `[${JSON.stringify(key)}]`);
const own = (value: Members, key: string): Json | undefined => (Object.hasOwn(value, key) ? value[key] : undefined);

const isMembers = (value: Json): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const oneSided = (path: string, before: Json | undefined, after: Json | undefined): Difference => ({
  path,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

const without = (items: readonly Json[], others: readonly Json[]): Json[] =>
  items.filter((item) => !others.some((other) => jsonEqual(item, other)));
