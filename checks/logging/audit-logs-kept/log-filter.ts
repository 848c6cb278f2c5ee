// Decides whether a filter of Cloud Logging takes every entry of an audit log.
// Understands the part of the query language that names logs.
import { lex, type Token } from "./log-filter-tokens.ts";

/** Null: some entries may match and others not, or the filter says something that is not understood here. */
type Matches = boolean | null;

/** A log by its id, such as `cloudaudit.googleapis.com/data_access`, and the names that it has in a project, in lower case. */
export type Log = { readonly id: string; readonly names: readonly string[] };

/**
 * The value of `protoPayload.@type` in every entry of an audit log, in lower case:
 * https://docs.cloud.google.com/logging/docs/audit/understanding-audit-logs
 */
const AUDIT_LOG = "type.googleapis.com/google.cloud.audit.auditlog";

/** Deeper than any filter that people write, and far from where the stack ends. */
const DEEPEST = 50;

/** https://docs.cloud.google.com/logging/docs/view/logging-query-language. An empty filter takes everything. */
export function matchesEvery(filter: string, log: Log): Matches {
  const tokens = lex(filter);
  if (tokens === null) return null;
  if (tokens.length === 0) return true;
  const parser = new Parser(tokens, log);
  const matches = parser.conjunction(() => parser.comparison(), 0);
  return parser.isDone ? matches : null;
}

/** "The NOT operator has the highest precedence, followed by OR and AND in that order"; what stands side by side is joined by AND. */
class Parser {
  readonly #tokens: readonly Token[];
  readonly #log: Log;
  #at = 0;
  #failed = false;

  constructor(tokens: readonly Token[], log: Log) {
    this.#tokens = tokens;
    this.#log = log;
  }

  get isDone(): boolean {
    return !this.#failed && this.#at === this.#tokens.length;
  }

  conjunction(term: () => Matches, depth: number): Matches {
    if (depth > DEEPEST) return this.#fail();
    let all: Matches = this.#disjunction(term, depth);
    for (;;) {
      const next = this.#peek();
      if (this.#failed || next === undefined || next.text === ")") return all;
      if (next.is === "keyword" && next.text === "AND") this.#at += 1;
      all = both(all, this.#disjunction(term, depth));
    }
  }

  #disjunction(term: () => Matches, depth: number): Matches {
    let any: Matches = this.#negation(term, depth);
    while (!this.#failed && this.#take("OR")) any = negate(both(negate(any), negate(this.#negation(term, depth))));
    return any;
  }

  #negation(term: () => Matches, depth: number): Matches {
    let isNegated = false;
    while (this.#take("NOT")) isNegated = !isNegated;
    const matches = this.#take("(") ? this.#closed(this.conjunction(term, depth + 1)) : term();
    return isNegated ? negate(matches) : matches;
  }

  /** `LOG_ID("…")`, or a field compared with a value or with values joined in parentheses. */
  comparison(): Matches {
    const name = this.#operand();
    if (name === undefined) return this.#fail();
    if (this.#peek()?.text === "(" && name.is === "word") return this.#call(name.text);
    const operator = this.#peek();
    // A value alone is looked for in all fields.
    if (operator?.is !== "operator") return null;
    this.#at += 1;
    const value = (): Matches => {
      const operand = this.#operand();
      return operand === undefined ? this.#fail() : this.#compare(name.text, operator.text, operand);
    };
    if (!this.#take("(")) return value();
    const matches = this.#closed(this.conjunction(value, 1));
    // Whether a negated comparison holds for all values or for one is not said.
    return operator.text.startsWith("!") ? null : matches;
  }

  #call(name: string): Matches {
    this.#at += 1;
    const argument = this.#peek();
    if (name.toLowerCase() === "log_id" && argument?.is === "string") {
      this.#at += 1;
      return this.#closed(argument.text.toLowerCase() === this.#log.id);
    }
    for (let depth = 1; depth > 0; this.#at += 1) {
      const token = this.#peek();
      if (token === undefined) return this.#fail();
      if (token.is === "bracket") depth += token.text === "(" ? 1 : -1;
    }
    // Some functions are compared with a value, which is then read as a comparison of nothing and refused.
    return null;
  }

  #compare(field: string, operator: string, value: Token): Matches {
    const actual = this.#actual(field.toLowerCase());
    const wanted = value.text.toLowerCase();
    // `:*` asks whether a field is there. A star in quotes is text to look for, and elsewhere its meaning is not documented.
    // https://docs.cloud.google.com/logging/docs/view/logging-query-language
    if (value.is === "word" && wanted.includes("*"))
      return operator === ":" && wanted === "*" ? isPresent(field.toLowerCase()) : null;
    switch (operator) {
      case "=":
        return actual.includes(wanted) ? true : actual.map(decoded).includes(decoded(wanted)) ? null : unless(actual);
      case "!=":
        return negate(this.#compare(field, "=", value));
      case ":":
        if (actual.length > 0 && actual.every((one) => one.includes(wanted))) return true;
        return actual.some((one) => decoded(one).includes(decoded(wanted))) ? null : unless(actual);
      default:
        return null;
    }
  }

  /** The values of a field in every entry of the log; empty where they are not known. */
  #actual(field: string): readonly string[] {
    if (field === "logname") return this.#log.names;
    return field === "protopayload.@type" ? [AUDIT_LOG] : [];
  }

  #closed(matches: Matches): Matches {
    return this.#take(")") ? matches : this.#fail();
  }

  #operand(): Token | undefined {
    const token = this.#peek();
    if (token?.is !== "word" && token?.is !== "string") return undefined;
    this.#at += 1;
    return token;
  }

  #take(text: string): boolean {
    const token = this.#peek();
    if (token?.text !== text || token.is === "string" || token.is === "word") return false;
    this.#at += 1;
    return true;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #fail(): null {
    this.#failed = true;
    return null;
  }
}

/** Members of LogEntry that every entry of an audit log has: those that are required, and those that Logging fills in. */
const PRESENT: ReadonlySet<string> = new Set([
  "insertid",
  "logname",
  "protopayload",
  "protopayload.@type",
  "receivetimestamp",
  "resource",
  "resource.type",
  "timestamp",
]);
/** Payloads of another kind: an entry has one payload. */
const MISSING: ReadonlySet<string> = new Set(["jsonpayload", "textpayload"]);

/** https://docs.cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry */
const isPresent = (field: string): Matches => (PRESENT.has(field) ? true : MISSING.has(field) ? false : null);

/** A log's name has its id percent-encoded. A name with another id may or may not be understood. */
const decoded = (name: string): string => name.replaceAll("%2f", "/");

/** No match, where it is known what the field is. */
const unless = (actual: readonly string[]): Matches => (actual.length === 0 ? null : false);

const negate = (matches: Matches): Matches => (matches === null ? null : !matches);

const both = (one: Matches, other: Matches): Matches =>
  one === false || other === false ? false : one === null || other === null ? null : true;
