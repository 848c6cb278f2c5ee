// Cuts the allow-listed slice of a resource that checks read: all that is ever written of its configuration.
import type { z } from "zod";
import { readAs } from "../../evidence-schema/bytes/acceptor.ts";
import { inOrder, type Json } from "../../evidence-schema/bytes/canonical.ts";
import type { JsonObject, Problem } from "../../evidence-schema/record/record.ts";
import { redact } from "./redaction.ts";

/** The member of a projection that names slices the body did not fit: path and expectation. Native fields have no "$". */
const UNEXPECTED = "$unexpected";

/** Merges the slices of a body that fit; names those that did not. Members are in canonical order. */
export function project(body: JsonObject, slices: ReadonlyMap<string, z.ZodType>): JsonObject {
  let projection: JsonObject = {};
  const unexpected: Record<string, string> = {};
  for (const [id, reads] of slices) {
    const parsed = readAs(reads, body);
    if (parsed.success) projection = merge(projection, parsed.data as JsonObject) as JsonObject;
    else unexpected[id] = firstIssue(parsed.error, body);
  }
  const redacted = redact(projection);
  return Object.keys(unexpected).length === 0 ? redacted : inOrder({ ...redacted, [UNEXPECTED]: unexpected });
}

/**
 * The parts of a projection that belong to these slices. A slice that the body did not fit stays named. Without that name,
 * the rest of the projection may fit where a member is optional, and the member would be read as if it had not been there.
 */
export function narrow(projection: JsonObject, slices: ReadonlyMap<string, z.ZodType>): JsonObject {
  const before = Object.entries((projection[UNEXPECTED] ?? {}) as JsonObject).filter(([id]) => slices.has(id));
  const named = new Set(before.map(([id]) => id));
  const narrowed = project(projection, new Map([...slices].filter(([id]) => !named.has(id))));
  if (before.length === 0) return narrowed;
  return inOrder({
    ...narrowed,
    [UNEXPECTED]: { ...((narrowed[UNEXPECTED] ?? {}) as JsonObject), ...Object.fromEntries(before) },
  });
}

/** Why a stored projection has no such slice, or null if it has. */
export function whyUnfit(projection: JsonObject, slice: string): Problem | null {
  const unexpected = projection[UNEXPECTED] as { readonly [slice: string]: string } | undefined;
  const text = unexpected?.[slice];
  return text === undefined ? null : unfitFor(text);
}

/** The cause for which `value` does not fit a slice. */
export const unfit = (error: z.ZodError, value: JsonObject): Problem => unfitFor(firstIssue(error, value));

/** A cloud that leaves a member out has not answered in another form: no newer version would read more. */
const unfitFor = (text: string): Problem => ({
  code: text.startsWith(LACKS) ? "not-in-answer" : "unexpected-shape",
  detail: text,
});
const LACKS = "the answer has no value for ";

/** Path and expectation of the first issue with `value`; never the value that was found. */
function firstIssue(error: z.ZodError, value: JsonObject): string {
  const issue = error.issues[0];
  if (issue === undefined) return "the answer has a form that the check does not know";
  const path = issue.path.map(String).join(".");
  const member = path === "" ? "the answer" : path;
  if (path !== "" && (memberAt(value, issue.path) ?? null) === null) return `${LACKS}${path}`;
  if (issue.code === "invalid_type") return `${member} is not of type ${issue.expected}`;
  return `${member} has a value that the check does not know (${issue.code})`;
}

const memberAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((at, step) => (at as { readonly [member: PropertyKey]: unknown } | null | undefined)?.[step], value);

// Slices are cut from one body, so that where both have a member it comes from the same place.
function merge(a: Json, b: Json): Json {
  if (Array.isArray(a) && Array.isArray(b)) return a.map((item, i) => merge(item, b[i] as Json));
  if (isObject(a) && isObject(b)) {
    const merged: Record<string, Json> = { ...a };
    for (const [key, member] of Object.entries(b)) {
      if (member === undefined) continue;
      const mine = merged[key];
      merged[key] = mine === undefined ? member : merge(mine, member);
    }
    return merged;
  }
  return b;
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
