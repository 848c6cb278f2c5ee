// Grants to everyone that a bucket inherits: from its project, and from the folders and the organization above it.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record.ts";
import { Bindings, publicBindings, type PublicBinding } from "../../policy/gcp-public-bindings.ts";
import { ACCESS } from "../../policy/access.ts";
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
  // Whatever the order of rows: the nearest type, and of that the widest access.
  for (const type of TYPES) {
    for (const kind of ACCESS) {
      const isWitness = ({ doubt, access }: PublicBinding): boolean => doubt === null && access.includes(kind);
      const witness = ancestors.find((row) => row.Type === type && grants(row).some(isWitness));
      if (witness.is === "found") return { bindings: shown(witness.row), problem: null };
    }
  }
  const rows: Ancestor[] = [];
  const rest = ancestors.find((row) => (rows.push(row), false));
  return {
    bindings: rows.flatMap(shown).sort((a, b) => TYPES.indexOf(a.at) - TYPES.indexOf(b.at)),
    problem: rest.is === "unknown" ? rest.problem : null,
  };
}
