// Reads a leaf of the log (FORMAT.md section 7) as far as the page goes by it.
import { hexOf, isDigest, quickDigest } from "../evidence/bytes.ts";
import { leafHashOf } from "../evidence/merkle.ts";
import { isCount, isInstant, isMembers, type Members } from "../evidence/segment.ts";

export const KINDS: readonly string[] = ["seal", "key", "end"];

/** A leaf without the rows of its scopes. `members` is null where its bytes are no JSON object. */
export type Leaf = {
  readonly index: number;
  readonly hash: Uint8Array;
  readonly digest: string;
  readonly kind: string | null;
  readonly time: string | null;
  readonly members: Members | null;
};

/** A row of a seal: a scope, where its chain stands, and its segments since the seal before. */
export type Row = {
  readonly scope: string;
  readonly view: string;
  readonly gen: number;
  readonly seq: number;
  readonly head: string;
  readonly root: unknown;
  readonly full: unknown;
  readonly segments: readonly SegmentRow[];
};
export type SegmentRow = Members;

/** The leaf that these bytes are. */
export function readLeaf(
  index: number,
  bytes: Uint8Array,
): { readonly leaf: Leaf; readonly rows: readonly Row[] | null } {
  const members = membersOf(bytes);
  const { scopes = null, ...rest } = members ?? {};
  const kind = typeof rest["kind"] === "string" ? rest["kind"] : null;
  const time = isInstant(rest["time"]) ? rest["time"] : null;
  const leaf = {
    index,
    hash: leafHashOf(bytes),
    digest: hexOf(quickDigest(bytes)),
    kind,
    time,
    members: members === null ? null : rest,
  };
  return { leaf, rows: rowsOf(scopes) };
}

function membersOf(bytes: Uint8Array): Members | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value: unknown = text.startsWith("{") && text.endsWith("}\n") ? JSON.parse(text) : null;
    return isMembers(value) ? value : null;
  } catch {
    return null;
  }
}

/** Null where a member that the page goes by is missing or of another type. */
function rowsOf(scopes: unknown): readonly Row[] | null {
  if (!Array.isArray(scopes)) return null;
  const isRow = (row: unknown): row is Row =>
    isMembers(row) &&
    typeof row["scope"] === "string" &&
    typeof row["view"] === "string" &&
    isCount(row["gen"]) &&
    Number.isSafeInteger(row["seq"]) &&
    isDigest(row["head"]) &&
    Array.isArray(row["segments"]) &&
    row["segments"].every(isMembers);
  return scopes.every(isRow) ? scopes : null;
}

/** The lists of `void` of a leaf. */
export const voidOf = ({ members }: Leaf): readonly { readonly index: number; readonly object: string }[] => {
  const list = members?.["void"];
  return Array.isArray(list)
    ? list.filter(
        (each): each is { index: number; object: string } =>
          isMembers(each) && isCount(each["index"]) && isDigest(each["object"]),
      )
    : [];
};
