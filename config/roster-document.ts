// The `roster` document: who is watched and where, what is left out on purpose, and who decided it (FORMAT.md section 11).
import { z } from "zod";
import { canonicalLine, type Json } from "../evidence-schema/canonical.ts";

const decision = { reason: z.string(), approver: z.string() };

const rosterDocument = z.object({
  v: z.literal(1),
  kind: z.literal("roster"),
  enrolled: z.array(
    z.object({
      scope: z.string(),
      /** What people call it; null where nobody tells. */
      name: z.string().nullable().default(null),
      regions: z.array(z.string()),
      /** Regions that are turned on and that nobody looks into, on purpose. */
      leftOut: z.array(z.object({ region: z.string(), ...decision })).default([]),
    }),
  ),
  excluded: z.array(z.object({ scope: z.string(), ...decision })),
});
export type RosterDocument = z.infer<typeof rosterDocument>;

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

/** Reads a stored `roster` document. Throws ZodError where it is none. */
export const readRosterDocument = (value: Json): RosterDocument => rosterDocument.parse(value);
