// Writes the `roster` document: who is watched and where, what is left out on purpose, and who decided it (FORMAT.md
// section 11).
import { canonicalLine, type Json } from "../evidence-schema/bytes/canonical.ts";
import type { RosterDocument } from "../evidence-schema/documents/document-schema.ts";

export type RosteredScope = RosterDocument["enrolled"][number];
export type LeftOut = RosteredScope["leftOut"][number];
export type ExcludedScope = RosterDocument["excluded"][number];

/** The document's bytes: the same in whatever order the config has them. */
export function makeRosterDocument({ enrolled, excluded }: Pick<RosterDocument, "enrolled" | "excluded">): Buffer {
  const document = {
    v: 1,
    kind: "roster",
    enrolled: enrolled
      .map(({ scope, name, regions, leftOut }) => ({
        scope,
        name,
        regions: regions.toSorted(),
        leftOut: leftOut
          .map(({ region, reason, approver }) => ({ region, reason, approver }))
          .toSorted((a, b) => (a.region < b.region ? -1 : 1)),
      }))
      .toSorted(byScope),
    excluded: excluded.map(({ scope, reason, approver }) => ({ scope, reason, approver })).toSorted(byScope),
  };
  return canonicalLine(document as Json);
}

const byScope = (a: { readonly scope: string }, b: { readonly scope: string }): number => (a.scope < b.scope ? -1 : 1);
