/** AWS Config's spellings of one resource brought back to the one that its service's own API answers with. */
import type { Json } from "../../../evidence-schema/canonical.ts";
import { parseJsonValue } from "../json-value.ts";

// Config writes one resource in many ways: objects or JSON in a string, camelCase or PascalCase with odd capitals, enums
// as {"value": x}, nulls written or left out. Seen in recorded answers of its select, batch-get and history calls, and in
// delivered snapshots. Names are compared without regard to case; null and absent are the same.

/** A reading of one raw value; undefined where it says nothing. What has another shape passes as it is, for the check to refuse. */
export type Spelling = (raw: Json) => Json | undefined;

/** A scalar, also in its wrapper. */
export const scalar: Spelling = (raw) => {
  const members = isRecord(raw) ? raw : null;
  const value = members !== null && Object.keys(members).every((key) => key === "value" || key === "name") ? members["value"] : raw;
  return value ?? undefined;
};

/** A list whose items are read by `item`, also as JSON in a string. */
export const list =
  (item: Spelling): Spelling =>
  (raw) => {
    const value = unquote(raw);
    if (!Array.isArray(value)) return value ?? undefined;
    return value.map(item).filter((each) => each !== undefined);
  };

/** An object with these members, in the API's spelling, and no others. A name may come with the older names it goes by. */
export function record(members: { readonly [name: string]: Spelling | readonly [Spelling, ...string[]] }): Spelling {
  const fields = Object.entries(members).map(([name, member]) => {
    const [spelling, ...older] = typeof member === "function" ? [member] : member;
    return { name, spelling, keys: [name, ...older].map((key) => key.toLowerCase()) };
  });
  return (raw) => {
    const value = unquote(raw);
    if (!isRecord(value)) return value ?? undefined;
    const lower = new Map(Object.entries(value).map(([key, member]) => [key.toLowerCase(), member]));
    const spelt: { [name: string]: Json } = {};
    for (const { name, spelling, keys } of fields) {
      const key = keys.find((each) => (lower.get(each) ?? null) !== null);
      const member = key === undefined ? undefined : spelling(lower.get(key) as Json);
      if (member !== undefined) spelt[name] = member;
    }
    return spelt;
  };
}

/** `raw`, or what the JSON text in it stands for. */
export function unquote(raw: Json): Json {
  if (typeof raw !== "string" || !/^\s*(?:[[{]|null\s*$)/.test(raw)) return raw;
  try {
    return parseJsonValue(raw);
  } catch {
    return raw;
  }
}

export function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
