// Grants to everyone that a bucket inherits: from its project, and from the folders and the organization above it.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record.ts";
import { Bindings, publicBindings, type PublicBinding } from "../../policy/gcp-public-bindings.ts";
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

/** The first that grants is the witness; all that do are shown, by the type of the ancestor, not by its name. */
export function inheritedBindings(ancestors: Related<Ancestor>): Inherited {
  const grants = ({ Bindings: all }: Ancestor): readonly PublicBinding[] => publicBindings(all, true);
  const witness = ancestors.find((row) => grants(row).some(({ doubt }) => doubt === null));
  const rows: Ancestor[] = [];
  const rest = ancestors.find((row) => (rows.push(row), false));
  const bindings = rows.flatMap((row) => grants(row).map((one) => ({ at: row.Type, one })));
  return {
    bindings: bindings.sort((a, b) => TYPES.indexOf(a.at) - TYPES.indexOf(b.at)),
    problem: witness.is !== "found" && rest.is === "unknown" ? rest.problem : null,
  };
}
