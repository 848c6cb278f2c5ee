// Finds the grants to everyone that a bucket inherits from its project, its folders and its organization.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { Bindings, publicBindings, type PublicBinding } from "../../engines/policy/gcp-public-bindings.ts";
import { ACCESS } from "../../engines/policy/access.ts";
import type { Related } from "../../kernel.ts";

/** The nearest first. */
const TYPES = ["project", "folder", "organization"] as const;

export const Ancestor = z.object({ Type: z.enum(TYPES), Bindings });
type Ancestor = z.infer<typeof Ancestor>;

/** All ancestors of a scope answer to this word: a project has one line of them. */
export const ANCESTORS = "ancestors";

export type Inherited = {
  readonly bindings: readonly { readonly at: Ancestor["Type"]; readonly one: PublicBinding }[];
  readonly problem: Problem | null;
};

export const nothing: Inherited = { bindings: [], problem: null };

/**
 * The nearest that grants is the witness, and decides at once whatever else was read. Without one, what every ancestor grants
 * in doubt is shown, which rests on all of them. By the type of the ancestor, not by its name.
 */
export function inheritedBindings(ancestors: Related<Ancestor>): Inherited {
  const grants = ({ Bindings: all }: Ancestor): readonly PublicBinding[] => publicBindings(all, true);
  const shown = (row: Ancestor): Inherited["bindings"] => grants(row).map((one) => ({ at: row.Type, one }));
  const certain = (row: Ancestor) => grants(row).filter(({ doubt }) => doubt === null);
  // The rank prefers the nearest type of ancestor, and within a type the widest access. The code asks a single question, so
  // that the answer rests on the witness alone.
  const rank = (row: Ancestor): number => {
    const widest = Math.min(...certain(row).flatMap(({ access }) => access.map((kind) => ACCESS.indexOf(kind))));
    return TYPES.indexOf(row.Type) * ACCESS.length + widest;
  };
  const witness = ancestors.find((row) => certain(row).length > 0, rank);
  if (witness.is === "found") return { bindings: shown(witness.row), problem: null };
  const rows: Ancestor[] = [];
  const rest = ancestors.find((row) => (rows.push(row), false));
  return {
    bindings: rows.flatMap(shown).sort((a, b) => TYPES.indexOf(a.at) - TYPES.indexOf(b.at)),
    problem: rest.is === "unknown" ? rest.problem : null,
  };
}
