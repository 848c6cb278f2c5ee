// Checks the shape of JSON values, and reads parts of them.
import type { Json } from "../evidence-schema/bytes/canonical.ts";

export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text that is not empty, else null. */
export function textOf(value: Json | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** Whether a member that leads to the next page says that there is one: an empty text is the end, as null is. */
export function leadsOn(next: Json | undefined): boolean {
  return next !== undefined && next !== null && next !== "";
}

/** `value` without members that are null, which clouds write for those that are missing. An element of a list stays. */
export function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withoutNulls);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(entries.map(([name, member]) => [name, withoutNulls(member)]));
}

/** Whether a member of one of these names is null: a switch that the cloud did not tell, which is not one that is off. */
export function hasNull(value: Json | undefined, names: readonly string[]): boolean {
  return isRecord(value) && names.some((name) => value[name] === null);
}

/** The members of a map of tags or labels that are text. */
export function textLabels(value: Json | undefined): { readonly [label: string]: string } {
  const pairs = isRecord(value) ? Object.entries(value) : [];
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
}

/** `members` reduced to those named, without those that are not there. */
export function pick(
  members: { readonly [name: string]: Json },
  names: readonly string[],
): { readonly [name: string]: Json } {
  const picked: { [name: string]: Json } = {};
  for (const name of names) {
    const value = members[name] ?? null;
    if (value !== null) picked[name] = value;
  }
  return picked;
}
