// Finds the sentences in a source file: texts of several words that somebody reads, in order, with what becomes of them.
import type { Node } from "oxc-parser";

/** `recorded`: hashed into evidence; `error`: the message of an error; `other`: printed or sent. */
export type Kind = "recorded" | "error" | "other";

export type Sentence = { readonly kind: Kind; readonly text: string };

/** Calls whose first argument is the reason of a verdict. */
const VERDICTS = new Set(["pass", "fail", "notApplicable", "passByProvider", "failByProvider"]);

/** Names of functions that throw, and of errors. */
const THROWS = /^(?:require|violation)$|(?:Error|Failed|Violation|Credentials|Race|TooLong|NeedsRead|Refused)$/;

/** Members whose text is a cause or a reason. */
const CAUSES = new Set(["detail", "because"]);

/** Folders whose causes go into records. */
const RECORDING = /^(?:checks|collectors|observation)\//;

/** Members of remedies that hold no sentences: pages of checks show them, and tests read them as the clouds do. */
const STEPS = new Set(["console", "commands", "terraform"]);

type Parsed = Node & { readonly [member: string]: unknown };

/** The sentences of a file, by its path from the root and its parsed program. */
export function sentencesIn(program: Node, path: string): Sentence[] {
  const found: Sentence[] = [];
  const walk = (node: unknown, kind: Kind): void => {
    if (Array.isArray(node)) return node.forEach((each) => walk(each, kind));
    if (typeof node !== "object" || node === null) return;
    const parsed = node as Parsed;
    if (isPassedOver(parsed) || isOfSteps(parsed, path)) return;
    const text = textOf(parsed);
    if (text !== null) {
      if (isSentence(text)) found.push({ kind, text });
      // What is put into a template may hold sentences of its own.
      return walk(parsed["expressions"], kind);
    }
    const own = kindOf(parsed, path) ?? kind;
    for (const [member, value] of Object.entries(parsed)) if (member !== "type") walk(value, own);
  };
  walk(program, "other");
  return found;
}

/** Imports and types hold no sentence; an assertion (`as`, `satisfies`, `!`) may stand around one. */
const isPassedOver = ({ type }: { readonly type?: string }): boolean =>
  type === "ImportDeclaration" || /^TS(?!AsExpression|SatisfiesExpression|NonNullExpression)/.test(type ?? "");

const isOfSteps = ({ type, ...node }: Parsed, path: string): boolean =>
  type === "Property" && path.endsWith("/remediation.ts") && STEPS.has((node["key"] as { name?: string }).name ?? "");

function kindOf(node: Parsed, path: string): Kind | null {
  if (node.type === "NewExpression" || node.type === "CallExpression") {
    const { name } = node["callee"] as { readonly name?: string };
    if (name !== undefined && THROWS.test(name)) return "error";
    if (name !== undefined && VERDICTS.has(name) && path.startsWith("checks/")) return "recorded";
  }
  if (node.type === "Property" && RECORDING.test(path)) {
    const { name } = node["key"] as { readonly name?: string };
    if (name !== undefined && CAUSES.has(name)) return "recorded";
  }
  return null;
}

/** The text of a literal or a template, whose values are `…`; null for any other node. */
function textOf(node: Parsed): string | null {
  if (node.type === "Literal") return typeof node["value"] === "string" ? node["value"] : null;
  if (node.type !== "TemplateLiteral") return null;
  const quasis = node["quasis"] as readonly { readonly value: { readonly cooked: string | null } }[];
  return quasis.map(({ value }) => value.cooked ?? "").join("…");
}

/** Two words beside each other, of which one is longer than a letter: neither a name, nor a key, nor an address. */
const isSentence = (text: string): boolean => /\p{L}{2,}[,;:]? \p{L}|… \p{L}{2,}|\p{L}{2,} …/u.test(text);
