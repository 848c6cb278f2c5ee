// Finds the grants to everyone that a resource inherits from its project, its folders and its organization.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { ACCESS } from "../../engines/policy/access.ts";
import { Bindings } from "../../engines/policy/gcp-public-bindings.ts";
import { relation, type Related } from "../../kernel.ts";

/** The nearest first. */
const TYPES = ["project", "folder", "organization"] as const;

const Ancestor = z.object({ Type: z.enum(TYPES), Bindings });
type Ancestor = z.infer<typeof Ancestor>;

/** All ancestors of a scope answer to this word: a project has one line of them. */
export const ANCESTORS = "ancestors";

export const ancestorPolicies = relation({
  type: "Tidemark::ResourceManager::AncestorPolicy",
  within: "scope",
  global: true,
  reads: Ancestor,
  on: () => [ANCESTORS],
});

/** A grant to everyone; `doubt`: why nobody can say that it gives access to the resource, or null if it does. */
type Doubtful = { readonly doubt: string | null };

/** Why nobody can say that a grant to everyone gives access; `what`: the kind of resource that is judged. */
export const doubtsOf = (what: string): { readonly [doubt in "condition" | "role"]: Problem } => ({
  condition: {
    code: "not-supported",
    detail: "a grant to allUsers or allAuthenticatedUsers has a condition, which Tidemark does not read",
  },
  role: {
    code: "not-supported",
    detail: `a role whose permissions Tidemark does not read is granted to allUsers or allAuthenticatedUsers above the ${what}`,
  },
});

export type Inherited<Grant> = {
  readonly bindings: readonly { readonly at: Ancestor["Type"]; readonly one: Grant }[];
  readonly problem: Problem | null;
};

export const nothing = { bindings: [], problem: null } as const satisfies Inherited<never>;

/**
 * The nearest ancestor that grants is the witness, and decides at once whatever else was read. Without one, what every ancestor
 * grants in doubt is shown, which rests on all of them. By the type of the ancestor, not by its name. `grantsOf`: the grants of a
 * policy to everyone; `width`: of grants of ancestors of one type, those of the lowest are shown, which is an index in ACCESS.
 */
export function inheritedGrants<Grant extends Doubtful>(
  ancestors: Related<Ancestor>,
  grantsOf: (bindings: Bindings) => readonly Grant[],
  width: (grants: readonly Grant[]) => number,
): Inherited<Grant> {
  const shown = (row: Ancestor): Inherited<Grant>["bindings"] =>
    grantsOf(row.Bindings).map((one) => ({ at: row.Type, one }));
  const certain = (row: Ancestor) => grantsOf(row.Bindings).filter(({ doubt }) => doubt === null);
  // The rank prefers the nearest type of ancestor, and within a type the widest access. The code asks a single question, so
  // that the answer rests on the witness alone.
  const rank = (row: Ancestor): number => TYPES.indexOf(row.Type) * ACCESS.length + width(certain(row));
  const witness = ancestors.find((row) => certain(row).length > 0, rank);
  if (witness.is === "found") return { bindings: shown(witness.row), problem: null };
  const rows: Ancestor[] = [];
  const rest = ancestors.find((row) => (rows.push(row), false));
  return {
    bindings: rows.flatMap(shown).sort((a, b) => TYPES.indexOf(a.at) - TYPES.indexOf(b.at)),
    problem: rest.is === "unknown" ? rest.problem : null,
  };
}
