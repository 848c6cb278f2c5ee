// Reads the body of a known record type: its schema decides, and a breach names the rule and the path.
import type { z } from "zod";
import { plainlyAccepts } from "../bytes/acceptor.ts";
import { withPlainNames } from "./own-members.ts";
import type { Statement } from "./record.ts";
import { RUN_RECORDS } from "./record-schema.ts";
import type { Rule } from "../rules.ts";
import { Violation } from "../violation.ts";

/** A body of the type's shape. Throws Violation of the rule for that shape (B2 for an instant of another form). */
export function parseBody(type: Statement["type"], body: unknown): Statement {
  const { rule, body: schema } = RUN_RECORDS[type];
  checkShape(rule, schema, body);
  return { type, body } as Statement;
}

/** Throws Violation of `rule` at the first path where `value` has not the shape of `schema`. */
export function checkShape(rule: Rule, schema: z.ZodType, value: unknown): void {
  if (plainlyAccepts(schema, value)) return;
  const plain = withPlainNames(value);
  const parsed = schema.safeParse(plain);
  if (parsed.success) return;
  const issue = parsed.error.issues[0] as z.core.$ZodIssue;
  const path = issue.path.map(String).join(".");
  // An instant of the wrong form is rule B2 wherever it stands; a missing one is the shape's rule.
  const at = issue.path.reduce<unknown>(
    (found, step) => (found as Record<PropertyKey, unknown> | undefined)?.[step],
    plain,
  );
  const [top] = issue.path;
  // Findings inside an observation are R5's, and what a restart says is C7's, wherever they stand.
  const inner =
    rule === "R4" && top === "findings" && issue.path.length > 1
      ? "R5"
      : rule === "R2" && top === "restarts" && issue.path.length > 1
        ? "C7"
        : rule;
  throw new Violation(
    ruleOf(issue.message, at, inner),
    issue.message.replace(/^(?:[A-Z][a-z ]+: )?expected /, ""),
    `${path === "" ? "the body" : path}: ${describe(at)}`,
  );
}

// A value that is too long breaks B5, and a string that is no instant breaks B2, wherever the value stands. In a document a
// string that is no instant breaks K5 instead: the form of a document is a single rule.
function ruleOf(message: string, found: unknown, rule: Rule): Rule {
  if (message.startsWith("at most")) return "B5";
  return message.includes("RFC 3339") && typeof found === "string" && rule !== "K5" ? "B2" : rule;
}

const describe = (value: unknown): string =>
  value === undefined
    ? "nothing"
    : typeof value === "object"
      ? value === null
        ? "null"
        : Array.isArray(value)
          ? "a list"
          : "an object"
      : JSON.stringify(value).slice(0, 80);
