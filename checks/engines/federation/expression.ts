// Reads conditions on a token as Google Cloud and Microsoft Entra write them: comparisons of claims, joined by and, or and parentheses.
import type { Wanted } from "./claims.ts";
import { both, either, exactly, UNKNOWN, type Reach } from "./span.ts";

/** Whom a claim that is one of the wanted leaves; `name` is as the language writes it, such as `assertion.sub`. */
export type ReadClaim = (name: string, wanted: Wanted) => Reach;

type Token = { readonly kind: "text" | "name" | "sign"; readonly value: string };

/** Texts, names with their members, signs. Null where a part is none of them, such as a raw text or a number with a point. */
function tokensOf(text: string): readonly Token[] | null {
  const part =
    /\s+|'((?:[^'\\\n]|\\['"\\])*)'|"((?:[^"\\\n]|\\['"\\])*)"|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[(?:'[^'\\]*'|"[^"\\]*")\])*)|(&&|\|\||==|!=|[!()[\],])/y;
  const tokens: Token[] = [];
  while (part.lastIndex < text.length) {
    const [whole, single, double, name, sign] = part.exec(text) ?? [];
    if (whole === undefined) return null;
    const quoted = single ?? double;
    if (quoted !== undefined) tokens.push({ kind: "text", value: quoted.replace(/\\(.)/g, "$1") });
    else if (name !== undefined) tokens.push({ kind: "name", value: name.replace(/\[['"]([^'"]*)['"]\]/g, ".$1") });
    else if (sign !== undefined) tokens.push({ kind: "sign", value: sign });
  }
  return tokens;
}

/** Lets `*` and `?` of a text that stands for itself be no wildcards, where a pattern is made of it. */
const hasWildcard = (text: string): boolean => /[*?]/.test(text);

class Parser {
  readonly #tokens: readonly Token[];
  readonly #claim: ReadClaim;
  #at = 0;

  constructor(tokens: readonly Token[], claim: ReadClaim) {
    this.#tokens = tokens;
    this.#claim = claim;
  }

  /** Null where the text is no such expression. */
  whole(): Reach | null {
    const reach = this.#any();
    return this.#at === this.#tokens.length ? reach : null;
  }

  #takes(...values: readonly string[]): boolean {
    const { kind, value } = this.#tokens[this.#at] ?? { kind: "text", value: "" };
    const is = kind !== "text" && values.includes(value);
    if (is) this.#at += 1;
    return is;
  }

  #take(kind: Token["kind"]): string | null {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind) return null;
    this.#at += 1;
    return token.value;
  }

  #any(): Reach | null {
    let reach = this.#all();
    while (reach !== null && this.#takes("||", "or")) {
      const other = this.#all();
      reach = other === null ? null : either(reach, other);
    }
    return reach;
  }

  #all(): Reach | null {
    let reach = this.#one();
    while (reach !== null && this.#takes("&&", "and")) {
      const other = this.#one();
      reach = other === null ? null : both(reach, other);
    }
    return reach;
  }

  #one(): Reach | null {
    // The rest that a negation leaves is not worked out.
    if (this.#takes("!")) return this.#one() === null ? null : UNKNOWN;
    if (this.#takes("(")) {
      const inner = this.#any();
      return this.#takes(")") ? inner : null;
    }
    const text = this.#take("text");
    if (text !== null) return this.#beforeName(text);
    const name = this.#take("name");
    if (name === null) return null;
    if (name === "true") return exactly("anybody");
    return this.#afterName(name);
  }

  /** `'main' == assertion.ref`, or `'admins' in assertion.groups`, which asks a list. */
  #beforeName(text: string): Reach | null {
    const isEqual = this.#takes("==");
    const isOther = !isEqual && this.#takes("!=");
    if (!isEqual && !isOther && !this.#takes("in")) return null;
    const name = this.#take("name");
    if (name === null) return null;
    if (isOther) return exactly("anybody");
    return isEqual ? this.#claim(name, { text, isFixed: true }) : UNKNOWN;
  }

  #afterName(name: string): Reach | null {
    if (this.#takes("in")) return this.#inList(name);
    if (this.#takes("(")) return this.#call(name);
    const comparison = ["==", "!=", "eq", "matches"].find((each) => this.#takes(each));
    // A claim by itself is true or not.
    if (comparison === undefined) return UNKNOWN;
    const text = this.#take("text");
    if (text === null) return this.#take("name") === null ? null : UNKNOWN;
    if (comparison === "!=") return exactly("anybody");
    return this.#claim(name, { text, isFixed: comparison !== "matches" || !hasWildcard(text) });
  }

  #inList(name: string): Reach | null {
    if (!this.#takes("[")) return this.#take("name") === null ? null : UNKNOWN;
    const texts: string[] = [];
    for (let text = this.#take("text"); text !== null; text = this.#takes(",") ? this.#take("text") : null)
      texts.push(text);
    if (!this.#takes("]")) return null;
    const [first, ...rest] = texts.map((text) => this.#claim(name, { text, isFixed: true }));
    return first === undefined ? null : rest.reduce(either, first);
  }

  /** A call. `startsWith` alone fixes where a text stands. */
  #call(called: string): Reach | null {
    const dot = called.lastIndexOf(".");
    const text = this.#take("text");
    if (text !== null && dot > 0 && called.slice(dot) === ".startsWith" && this.#takes(")"))
      return hasWildcard(text) ? UNKNOWN : this.#claim(called.slice(0, dot), { text: `${text}*`, isFixed: false });
    for (let open = 1; open > 0;) {
      if (this.#at === this.#tokens.length) return null;
      if (this.#takes("(")) open += 1;
      else if (this.#takes(")")) open -= 1;
      else this.#at += 1;
    }
    return UNKNOWN;
  }
}

/** The reach of an expression; UNKNOWN where it is not understood as a whole. */
export function reachOfExpression(text: string, claim: ReadClaim): Reach {
  const tokens = tokensOf(text);
  return (tokens === null ? null : new Parser(tokens, claim).whole()) ?? UNKNOWN;
}
