// Names the kind of a scope: one that has resources itself, or one that encloses such scopes and gives them roles and rules.
import { parseScope } from "./object-key.ts";

/** Kinds of scopes that enclose others: the word that an id begins with, as in `azure/managementGroups/<id>`. */
export const ENCLOSING_KINDS = ["managementGroups", "folders", "organizations"] as const;

/** The kind of a scope that encloses no other: an account, a subscription, a project or a directory. */
export const LEAF = "";

export type ScopeKind = (typeof ENCLOSING_KINDS)[number] | typeof LEAF;

/** The kind of `scope`, by its name alone (FORMAT.md section 11). Throws RangeError where `scope` has not the form of one. */
export function kindOf(scope: string): ScopeKind {
  const { id } = parseScope(scope);
  return ENCLOSING_KINDS.find((kind) => id.startsWith(`${kind}/`)) ?? LEAF;
}
