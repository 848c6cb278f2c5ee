// The objects that a verdict over a period rests on: none of them may be other than it was signed, and nobody see it.
import type { Moment } from "../moment.ts";
import type { Period } from "../readers/expected.ts";

type Leaf = {
  readonly kind: string;
  readonly time: string;
  readonly documents?: { readonly [kind: string]: string | null };
  readonly scopes?: readonly { readonly segments: readonly { readonly key: string }[] }[];
};

/** Keys of what is read of an honest ledger: of the leaf before the period on, and all that its seals list and name. */
export function restsOn({ objects }: Pick<Moment, "objects">, { from, to }: Period, opened: Opened): Set<string> {
  const keys = new Set(["genesis.json"]);
  const names = [...objects.keys()].filter((key) => key.endsWith(".note")).map((key) => key.slice(0, -5));
  const leaves = names.sort().map((name) => ({ name, leaf: parsed(objects, `${name}.json`) }));
  const seals = leaves.filter(({ leaf }) => leaf.kind === "seal");
  const found = from === null ? 0 : seals.findIndex(({ leaf }) => Date.parse(leaf.time) >= from);
  const first = found === -1 ? seals.length - 1 : found;
  const end = to === null ? -1 : seals.findIndex(({ leaf }, i) => i >= first && Date.parse(leaf.time) >= to);
  const read = seals.slice(first, end === -1 ? undefined : end + 1);
  const begin = first <= 0 || from === null ? "" : (seals[first - 1]?.name ?? "");
  // Without an end of the period, the newest leaf is read too: it may be no seal.
  const until = (end === -1 ? leaves : read).at(-1)?.name ?? "";
  for (const key of objects.keys()) {
    const name = key.slice(0, 16);
    // Of the seal before a window and the leaves between, the note is there, and what it says is not asked.
    const since = key.endsWith(".note") && begin !== "" ? (read[0]?.name ?? "") : begin;
    if (/^log\/\d+\.(?:json|note)$/.test(key) && name >= since && name <= until) keys.add(key);
  }
  for (const { leaf } of read) {
    named(keys, leaf.documents ?? {});
    for (const { key } of (leaf.scopes ?? []).flatMap(({ segments }) => segments)) {
      keys.add(key);
      const { documents, abandoned } = opened(key);
      named(keys, documents);
      for (const left of abandoned) keys.add(left);
    }
  }
  return keys;
}

/** What the first line of a segment names. */
export type Opened = (key: string) => {
  readonly documents: { readonly [kind: string]: string | null };
  readonly abandoned: readonly string[];
};

const parsed = (objects: Moment["objects"], key: string): Leaf =>
  JSON.parse((objects.get(key) as Buffer).toString()) as Leaf;

function named(keys: Set<string>, documents: { readonly [kind: string]: string | null }): void {
  for (const [kind, digest] of Object.entries(documents))
    if (digest !== null) keys.add(`documents/${kind}/${digest}.json`);
}
