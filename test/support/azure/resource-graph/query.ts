// Reads the part of Kusto that Tidemark writes, and runs it over rows. Other text is a parser failure, as in Resource Graph.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";

export type Row = JsonObject;
export type Tables = (name: string) => readonly Row[] | null;

export type QueryResult = {
  readonly rows: readonly Row[];
  /** Pages need the id in each row: https://learn.microsoft.com/en-us/azure/governance/resource-graph/concepts/work-with-data */
  readonly hasId: boolean;
};

export class QueryError extends Error {
  override readonly name = "QueryError";
}

type Step = (rows: readonly Row[]) => readonly Row[];

const TOKEN =
  /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(!?in~|=~|!~|==|!=|>=|<=|[|(),<>])|([A-Za-z_][\w.]*)|(\d+))/y;

type Token = { readonly kind: "text" | "word" | "number" | "sign"; readonly text: string };

function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (query.slice(pattern.lastIndex).trim() !== "") {
    const at = pattern.lastIndex;
    const [found, single, double, sign, word, number] = pattern.exec(query) ?? [];
    if (found === undefined) throw new QueryError(`found ${JSON.stringify(query.slice(at, at + 20))}`);
    const text = single ?? double;
    if (text !== undefined) tokens.push({ kind: "text", text: text.replace(/\\(.)/g, "$1") });
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else tokens.push({ kind: "number", text: number ?? "" });
  }
  return tokens;
}

/** Throws QueryError on what is not of the grammar. `tables` gives null for a name that is none. */
export function runQuery(query: string, tables: Tables): QueryResult {
  const parser = new Parser(tokensOf(query), tables);
  const result = parser.query();
  parser.end();
  return result;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #tables: Tables;
  #at = 0;

  constructor(tokens: readonly Token[], tables: Tables) {
    this.#tokens = tokens;
    this.#tables = tables;
  }

  end(): void {
    if (this.#at < this.#tokens.length) this.#fail();
  }

  query(): QueryResult {
    const name = this.#word();
    let rows = this.#tables(name.toLowerCase());
    if (rows === null) throw new QueryError(`found table ${name}`);
    let hasId = true;
    while (this.#accept("|")) {
      const verb = this.#word();
      if (verb === "project") {
        const columns = this.#list(() => this.#word());
        hasId = columns.includes("id");
        rows = rows.map((row) =>
          Object.fromEntries(columns.map((path) => [path.replaceAll(".", "_"), valueOf(row, path)])),
        );
      } else if (verb === "summarize") {
        hasId = false;
        rows = this.#counts(rows);
      } else rows = this.#step(verb)(rows);
    }
    return { rows, hasId };
  }

  #step(verb: string): Step {
    switch (verb) {
      case "where": {
        const conditions = [this.#condition()];
        while (this.#acceptWord("and")) conditions.push(this.#condition());
        return (rows) => rows.filter((row) => conditions.every((holds) => holds(row)));
      }
      case "union": {
        this.#expect("(");
        const { rows: others } = this.query();
        this.#expect(")");
        return (rows) => [...rows, ...others];
      }
      case "order":
      case "sort": {
        this.#expectWord("by");
        const path = this.#word();
        const down = this.#acceptWord("desc");
        if (!down) this.#acceptWord("asc");
        const first = down ? 1 : -1;
        return (rows) =>
          rows
            .map((row) => ({ row, key: textAt(row, path) }))
            .toSorted((a, b) => (a.key < b.key ? first : a.key > b.key ? -first : 0))
            .map(({ row }) => row);
      }
      default:
        return this.#fail();
    }
  }

  /** `count() by type` */
  #counts(rows: readonly Row[]): Row[] {
    this.#expectWord("count");
    this.#expect("(");
    this.#expect(")");
    this.#expectWord("by");
    const path = this.#word();
    const counts = new Map<Json, number>();
    for (const row of rows) counts.set(valueOf(row, path), (counts.get(valueOf(row, path)) ?? 0) + 1);
    return [...counts].map(([value, count]) => ({ [path]: value, count_: count }));
  }

  #condition(): (row: Row) => boolean {
    const path = this.#word();
    const sign = this.#next();
    if (sign.text === "in~" || sign.text === "!in~" || sign.text === "in") {
      this.#expect("(");
      const list = this.#list(() => this.#literal());
      this.#expect(")");
      const wanted = new Set(list.map((text) => (sign.text === "in" ? text : text.toLowerCase())));
      return (row) => {
        const text = textAt(row, path);
        return wanted.has(sign.text === "in" ? text : text.toLowerCase()) !== (sign.text === "!in~");
      };
    }
    const text = this.#literal();
    const test = COMPARISONS[sign.text];
    if (test === undefined) return this.#fail();
    return (row) => test(textAt(row, path), text);
  }

  #list<T>(read: () => T): T[] {
    const list = [read()];
    while (this.#accept(",")) list.push(read());
    return list;
  }

  #literal(): string {
    const { kind, text } = this.#next();
    return kind === "text" || kind === "number" ? text : this.#fail();
  }

  #word(): string {
    const { kind, text } = this.#next();
    return kind === "word" ? text : this.#fail();
  }

  #next(): Token {
    const token = this.#tokens[this.#at] ?? this.#fail();
    this.#at += 1;
    return token;
  }

  #accept(sign: string): boolean {
    const token = this.#tokens[this.#at];
    const isIt = token?.kind === "sign" && token.text === sign;
    if (isIt) this.#at += 1;
    return isIt;
  }

  #acceptWord(word: string): boolean {
    const token = this.#tokens[this.#at];
    const isIt = token?.kind === "word" && token.text === word;
    if (isIt) this.#at += 1;
    return isIt;
  }

  #expect(sign: string): void {
    if (!this.#accept(sign)) this.#fail();
  }

  #expectWord(word: string): void {
    if (!this.#acceptWord(word)) this.#fail();
  }

  #fail(): never {
    throw new QueryError(`found ${this.#tokens[this.#at]?.text ?? "the end"} at token ${this.#at}`);
  }
}

const COMPARISONS: Readonly<Record<string, (found: string, wanted: string) => boolean>> = {
  "=~": (found, wanted) => found.toLowerCase() === wanted.toLowerCase(),
  "!~": (found, wanted) => found.toLowerCase() !== wanted.toLowerCase(),
  "==": (found, wanted) => found === wanted,
  "!=": (found, wanted) => found !== wanted,
  ">": (found, wanted) => found > wanted,
  ">=": (found, wanted) => found >= wanted,
  "<": (found, wanted) => found < wanted,
  "<=": (found, wanted) => found <= wanted,
  contains: (found, wanted) => found.toLowerCase().includes(wanted.toLowerCase()),
};

function valueOf(row: Row, path: string): Json {
  if (!path.includes(".")) return row[path] ?? null;
  let value: Json = row;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    value = (value as Row)[name] ?? null;
  }
  return value;
}

/** Values compare as texts; objects and null are empty ones. */
function textAt(row: Row, path: string): string {
  const value = valueOf(row, path);
  return typeof value === "object" ? "" : String(value);
}
