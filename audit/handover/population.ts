// Defines a population: a list that a sample is drawn from, with a digest that anybody can compute again.
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { canonicalize } from "../../evidence-schema/bytes/canonical.ts";

/** The lists that a sample can be drawn from. */
export const KINDS = ["items", "failures", "days", "runs", "people", "observed-changes"] as const;
export type Kind = (typeof KINDS)[number];

/** The question that a population answers. Lists are sorted; an empty one asks for all. */
export type Question = {
  readonly of: Kind;
  readonly controls: readonly string[];
  readonly scopes: readonly string[];
  readonly types: readonly string[];
  /** `within`: only what lay within the boundary at some time of the window. */
  readonly place: "within" | "all";
  /** The IANA zone in which days begin. */
  readonly zone: string;
};

/** A resource as evidence names it, and the instant before which a tester looks at it. `region` is null where it has none. */
export type Looked = {
  readonly scope: string;
  readonly key: string;
  readonly incarnation: string;
  readonly type: string;
  readonly region: string | null;
  readonly before: string;
};

/** A row: its id, the columns beside it, and the resource that it is or is about; null where it is about none. */
export type PopulationRow = {
  readonly id: string;
  readonly cells: { readonly [column: string]: string | null };
  readonly about: Looked | null;
};

export type Population = {
  /** Sorted by the bytes of their ids, which are distinct. */
  readonly rows: readonly PopulationRow[];
  /** SHA-256 over all ids in order, each with LF, in hex: `sha256sum` of the column of ids. */
  readonly digest: string;
};

/** The question as an act records it: canonical JSON. */
export const questionText = (question: Question): string => canonicalize({ ...question });

/**
 * Parts of an id between bars. A line of a list is one id, so a control character stands as `%` with its code in hex, as a bar and a `%` do
 * within a part.
 */
export const idOf = (...parts: readonly string[]): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what an id must not hold
  parts.map((part) => part.replace(/[\u0000-\u001f\u007f|%]/g, hex)).join("|");

const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/** Puts rows in order. Throws RangeError where two have one id: then nobody could say which of them was drawn. */
export function populationOf(rows: readonly PopulationRow[]): Population {
  const sorted = rows
    .map((row) => ({ row, bytes: Buffer.from(row.id) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ row }) => row);
  const twice = sorted.find(({ id }, at) => id === sorted[at - 1]?.id);
  if (twice !== undefined) throw new RangeError(`two rows of the population have the id ${twice.id}`);
  return { rows: sorted, digest: digestOf(sorted.map(({ id }) => id)) };
}

/** The digest of a list of ids in their order. */
const digestOf = (ids: readonly string[]): string => sha256Hex(Buffer.from(ids.map((id) => `${id}\n`).join("")));
