// Reads the messages of production code, and the rules that their texts keep.
import { parseSync, type Node } from "oxc-parser";
import { sentencesIn } from "../../scripts/sentences.ts";
import type { Sources } from "../architecture/sources.ts";

/** A text of several words, with `…` for each value, and the error that carries it, if any. */
export type Message = { readonly path: string; readonly text: string; readonly error: string | null };

/** Files whose texts people read. */
const READ =
  /^(?:alerts|audit|checks|cli|collectors|config|controls|evidence-schema|functions|infra|ledger|observation)\/.+\.ts$/;

export const messagesOf = (sources: Sources): Message[] =>
  [...sources].flatMap(([path, source]) => (READ.test(path) ? messagesIn(path, source) : []));

export function messagesIn(path: string, source: string): Message[] {
  const program = parseSync(path, source).program as Node;
  const thrown = thrownIn(program);
  const own = sentencesIn(program, path).map(({ text }) => ({ path, text, error: thrown.get(text) ?? null }));
  const missed = [...thrown].filter(([text]) => own.every((each) => each.text !== text));
  return [...own, ...missed.map(([text, error]) => ({ path, text, error }))];
}

type Parsed = Node & { readonly [member: string]: unknown };

/** Texts that are the first argument of `new SomeError(...)`, with its name. */
function thrownIn(program: Node): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== "object" || node === null) return;
    const parsed = node as Parsed;
    if (parsed.type === "NewExpression") {
      const { name = "" } = parsed["callee"] as { readonly name?: string };
      const [first] = parsed["arguments"] as unknown as readonly Parsed[];
      if (first !== undefined) for (const text of textsOf(first)) found.set(text, name);
    }
    Object.values(parsed).forEach(walk);
  };
  walk(program);
  return found;
}

function textsOf(node: Parsed): string[] {
  if (node.type === "Literal") return typeof node["value"] === "string" ? [node["value"]] : [];
  if (node.type === "ConditionalExpression")
    return [node["consequent"], node["alternate"]].flatMap((each) => textsOf(each as Parsed));
  if (node.type !== "TemplateLiteral") return [];
  const quasis = node["quasis"] as readonly { readonly value: { readonly cooked: string | null } }[];
  return [quasis.map(({ value }) => value.cooked ?? "").join("…")];
}

/** The verbs by which a message says what to do. */
const VERBS =
  "Add|Allow|Ask|Change|Check|Choose|Continue|Create|Deploy|Edit|Enable|End|Find out|Get|Give|Leave|Look|Make|Move|" +
  "Name|Put|Remove|Restore|Retire|Run|Say|Set|Sign|Turn|Use|Write";

const REMEDY = new RegExp(`(?:^|[.:;] )(?:${VERBS})\\b`);

/** Errors of people who called or configured something, and of the places where evidence and keys lie. */
const WITH_REMEDY = new Set(["UsageError", "ConfigError", "VerifyUsageError", "StoreError", "TrustOutdated"]);

const saysWhatToDo = (text: string): boolean => /\bexpected\b/.test(text) || REMEDY.test(text);

/** Mostly values, such as the message of another error, or an error of the operating system or of a service. */
const passesOn = (text: string): boolean =>
  /^cannot .*(?:: …|\(…\))$/.test(text) ||
  (text.includes("…") && (text.replace(/ Nothing was \w+$/, "").match(/\p{L}{2,}/gu) ?? []).length <= 3);

export type Rule = {
  readonly says: string;
  readonly isBroken: (message: Message) => boolean;
};

export const OPENING: Rule = {
  says: "no sentence opens with What, Whoever, Whatever, One, That or Of, but a question",
  isBroken: ({ text }) =>
    /^(?:What|Whoever|Whatever|One|That|Of|what|whoever|whatever)\b/.test(text) && !text.endsWith("?"),
};

export const RULES: readonly Rule[] = [
  {
    says: "a caller's or configuration's error, and one of a store, says what was expected or what to do",
    isBroken: ({ text, error }) => WITH_REMEDY.has(error ?? "") && !saysWhatToDo(text) && !passesOn(text),
  },
  {
    says: "an error of a caller names the value that was found, unless nothing was given",
    isBroken: ({ text, error }) => {
      const [before, after] = text.split(/\bexpected\b/);
      const isOfCaller = error === "UsageError" || error === "ConfigError" || error === "VerifyUsageError";
      return isOfCaller && after !== undefined && !/found|…/.test(before ?? "") && !/^[\w-]+: $/.test(before ?? "");
    },
  },
  {
    says: "a mistake in a config says what was expected or what to do",
    isBroken: ({ path, text }) => path.startsWith("config/mistakes/") && !saysWhatToDo(text) && !passesOn(text),
  },
  {
    says: "a mistake in a config begins with the path of the member, or is put behind one",
    isBroken: ({ path, text }) =>
      path.startsWith("config/mistakes/") &&
      !/^(?:found|expected) /.test(text) &&
      !/^[\w…]+(?:\.[\w…]+)*(?:: | is )/.test(text),
  },
  {
    says: "a missing permission is named, with the remedy",
    isBroken: ({ path, text }) =>
      !path.startsWith("infra/") &&
      /\bdenied\b|expected leave/.test(text) &&
      !/permission (?:…|[a-z0-9-]+:\w+) denied\. Allow it in the policy of /.test(text),
  },
  {
    says: "found and expected stand before a value, not before a word for one",
    isBroken: ({ text }) => /\b(?:found|expected) (?:it|them|one|none|such|that|those|nothing)\b(?! of)/.test(text),
  },
  {
    says: "no colon stands before a reason or before what was not done",
    isBroken: ({ text }) =>
      / (?!DATA)\S+: (?:it|they|who|whoever|nobody|without|since|because|nothing|only|otherwise) /.test(text),
  },
];
