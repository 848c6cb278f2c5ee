// Lies about who is watched: scopes that leave, and documents that say something else than the seal.
import { canonicalLine, type Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../../evidence-schema/bytes/digest.ts";
import { lie, type Lie, sealsOf, withOne } from "./lie.ts";
import type { Body, DraftLeaf, Manuscript } from "./manuscript.ts";

type Roster = {
  readonly enrolled: readonly string[];
  readonly excluded: readonly { readonly scope: string; readonly reason: string; readonly approver: string }[];
  readonly found: readonly string[];
  readonly unlisted: readonly string[];
};
type Document = {
  readonly enrolled: readonly { readonly scope: string }[];
  readonly excluded: Roster["excluded"];
};

const rosterOf = ({ body }: DraftLeaf): Roster => body["roster"] as unknown as Roster;

function documentOf(manuscript: Manuscript, { body }: DraftLeaf): Document {
  const digest = (body["documents"] as { readonly roster: string }).roster;
  return JSON.parse((manuscript.objects.get(`documents/roster/${digest}.json`) as Buffer).toString()) as Document;
}

/** The seal names another roster document, which is there. */
function name(manuscript: Manuscript, leaf: DraftLeaf, document: Document): void {
  const bytes = canonicalLine(document as unknown as Json);
  const roster = sha256Hex(bytes);
  manuscript.objects.set(`documents/roster/${roster}.json`, bytes);
  leaf.body = { ...leaf.body, documents: { ...(leaf.body["documents"] as Body), roster } };
}

/** The seal and its document leave a scope out, and no word is lost about it. */
function drop(manuscript: Manuscript, leaf: DraftLeaf, scope: string): void {
  const [{ enrolled, excluded, ...rest }, document] = [rosterOf(leaf), documentOf(manuscript, leaf)];
  const stays = (each: { readonly scope: string }): boolean => each.scope !== scope;
  const roster = { ...rest, enrolled: enrolled.filter((each) => each !== scope), excluded: excluded.filter(stays) };
  leaf.body = { ...leaf.body, roster: roster as unknown as Json };
  name(manuscript, leaf, {
    ...document,
    enrolled: document.enrolled.filter(stays),
    excluded: document.excluded.filter(stays),
  });
  leaf.rows = leaf.rows.map((row) =>
    row.scope === scope && row.segments.length === 0 ? { ...row, view: "silent", problem: null } : row,
  );
}

export const ROSTER_LIES: readonly Lie[] = [
  lie("an enrolled scope leaves without a word", "L8", (manuscript, random) => {
    const [before, newest] = sealsOf(manuscript).slice(-2);
    if (before === undefined || newest === undefined) return false;
    return withOne(random, rosterOf(before).enrolled, (scope) => drop(manuscript, newest, scope));
  }),
  lie("an exclusion is forgotten", "L8", (manuscript, random) => {
    const [before, newest] = sealsOf(manuscript).slice(-2);
    if (before === undefined || newest === undefined) return false;
    const chained = new Set(before.rows.map(({ scope }) => scope));
    const out = rosterOf(before).excluded.filter(({ scope }) => chained.has(scope));
    return withOne(random, out, ({ scope }) => drop(manuscript, newest, scope));
  }),
  lie("the roster of another document", "L8", (manuscript, random) =>
    withOne(random, sealsOf(manuscript), (leaf) => {
      const document = documentOf(manuscript, leaf);
      name(manuscript, leaf, { ...document, enrolled: document.enrolled.slice(1) });
    }),
  ),
  lie("another approver than the document's", "L8", (manuscript, random) =>
    withOne(
      random,
      sealsOf(manuscript).filter((leaf) => rosterOf(leaf).excluded.length > 0),
      (leaf) => {
        const { excluded, ...rest } = rosterOf(leaf);
        const others = excluded.map((each) => ({ ...each, approver: "nobody" }));
        leaf.body = { ...leaf.body, roster: { ...rest, excluded: others } as unknown as Json };
      },
    ),
  ),
];
