// Cuts a filter of Cloud Logging into words, strings, operators and brackets.
// A comment goes from two hyphens to the end of its line.

export type Token = {
  readonly is: "word" | "string" | "operator" | "bracket" | "keyword";
  readonly text: string;
};

const SPACE = /(?:\s|--[^\n]*(?:\n|$))*/y;

/** A word may go on in quotes, as parts of a path do: `protoPayload."@type"`. */
const TOKEN =
  /(?<bracket>[()])|(?<operator>!=|>=|<=|=~|!~|[=<>:])|(?<word>[^\s()"'=<>!:~,]+(?:"[^"]*"[^\s()"'=<>!:~,]*)*)|"(?<string>(?:[^"\\]|\\.)*)"/sy;

/** Null where a part of the filter is no token. */
export function lex(filter: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    at += SPACE.exec(filter)?.[0].length ?? 0;
    if (at === filter.length) return tokens;
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(filter);
    if (found === null) return null;
    at += found[0].length;
    tokens.push(...tokensOf(found.groups ?? {}));
  }
}

function tokensOf({ bracket, operator, word, string }: { readonly [group: string]: string | undefined }): Token[] {
  if (bracket !== undefined) return [{ is: "bracket", text: bracket }];
  if (operator !== undefined) return [{ is: "operator", text: operator }];
  if (word === undefined) return [{ is: "string", text: (string ?? "").replaceAll(/\\(.)/gs, "$1") }];
  if (["AND", "OR", "NOT"].includes(word)) return [{ is: "keyword", text: word }];
  // A hyphen before a comparison is NOT.
  const path = word.replaceAll('"', "");
  if (!path.startsWith("-")) return [{ is: "word", text: path }];
  const rest = path.slice(1);
  return [{ is: "keyword", text: "NOT" }, ...(rest === "" ? [] : [{ is: "word", text: rest } as const])];
}
