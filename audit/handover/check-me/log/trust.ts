// Reads the text of a trust file (FORMAT.md section 8) as it was pasted, and the keys in it.
import { isDigest } from "../evidence/bytes.ts";
import { NoVerdict, shown } from "../zip/entry.ts";
import { readKeyText, type LogKey } from "./note.ts";

/** `until`: by key text, the largest tree of which its signatures count. `kept`: roots in base64 by size. */
export type Trust = {
  readonly ledger: string;
  readonly keys: readonly LogKey[];
  readonly until: ReadonlyMap<string, number>;
  readonly kept: readonly { readonly size: number; readonly root: string }[];
  /** Lines that this page does not look at, by their first word. */
  readonly unlooked: readonly string[];
};

const MOST = 1024 * 1024;
const FIELDS: Readonly<Record<string, readonly [number, number]>> = {
  ledger: [1, 1],
  log: [1, 1],
  until: [2, 2],
  checkpoint: [2, 2],
  witness: [2, 2],
  quorum: [1, 1],
  tsa: [2, 2],
  group: [2, Infinity],
};

/** Rejects with NoVerdict where the text is no trust file. */
export async function readTrust(text: string): Promise<Trust> {
  if (text.trim() === "")
    throw new NoVerdict("Paste the text of the trust file that you got another way than this ZIP file.");
  if (text.length > MOST)
    throw new NoVerdict("The pasted text is longer than a trust file can be. Paste the trust file.");
  const lines = text
    .replace(/^\u{feff}/u, "")
    .split(/\r?\n/)
    .map((line) => line.split(/[ \t]+/).filter((item) => item !== ""))
    .filter(([first]) => first !== undefined && !first.startsWith("#"));
  for (const [word = "", ...items] of lines) {
    const [least, most] = (Object.hasOwn(FIELDS, word) ? FIELDS[word] : undefined) ?? [1, 0];
    if (items.length < least || items.length > most)
      throw new NoVerdict(
        `The pasted text has a line that no trust file has: "${shown([word, ...items].join(" ")).slice(0, 80)}". Paste the whole file as it is.`,
      );
  }
  const all = (word: string): readonly (readonly string[])[] =>
    lines.filter(([first]) => first === word).map(([, ...items]) => items);
  const ledgers = all("ledger");
  if (ledgers.length !== 1)
    throw new NoVerdict(
      `The pasted text has ${ledgers.length} "ledger" lines, and a trust file has one. Paste the whole file.`,
    );
  if (all("log").length === 0)
    throw new NoVerdict('The pasted text has no "log" line, so no signature can be checked. Paste the whole file.');
  if (all("quorum").length !== 1)
    throw new NoVerdict(
      `The pasted text has ${all("quorum").length} "quorum" lines, and a trust file has one: its end may be missing. Paste the whole file.`,
    );
  const ledger = ledgers[0]?.[0];
  if (!isDigest(ledger)) throw new NoVerdict('The "ledger" line of the pasted text has no digest of 64 hex digits.');
  return {
    ledger,
    ...(await keysOf(all)),
    kept: keptOf(all),
    unlooked: ["witness", "group", "tsa"].filter((word) => all(word).length > 0),
  };
}

type Lines = (word: string) => readonly (readonly string[])[];

async function keysOf(all: Lines): Promise<Pick<Trust, "keys" | "until">> {
  const keys: LogKey[] = [];
  for (const [text = ""] of all("log")) {
    const key = await readKeyText(text);
    if (key === "unreadable")
      throw new NoVerdict(`A "log" line of the pasted text has no readable key: ${shown(text).slice(0, 80)}.`);
    if (key !== "unverifiable") keys.push(key);
  }
  if (keys.length === 0)
    throw new NoVerdict("The pasted text has no log key of a type that this page can check (Ed25519, ECDSA P-256).");
  const until = new Map<string, number>();
  for (const [size = "", text = ""] of all("until")) {
    if (!isSize(size) || !all("log").some(([key]) => key === text))
      throw new NoVerdict('An "until" line of the pasted text names no size, or no key of a "log" line.');
    until.set(text, Math.min(Number(size), until.get(text) ?? Infinity));
  }
  return { keys, until };
}

const keptOf = (all: Lines): Trust["kept"] =>
  all("checkpoint").map(([size = "", root = ""]) => {
    if (!isSize(size)) throw new NoVerdict('A "checkpoint" line of the pasted text names no size.');
    return { size: Number(size), root };
  });

const isSize = (text: string): boolean => /^(?:0|[1-9]\d{0,14})$/.test(text);
