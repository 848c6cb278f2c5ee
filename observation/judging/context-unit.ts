// Reads the names of what is copied from another scope, and of what is asked of one that encloses the subject's.
import type { Relation } from "../../checks/kernel.ts";
import type { Entry } from "../../evidence-schema/state/entry.ts";

/** The unit of an entry as its own scope calls it. */
export const ownUnit = ({ unit, from }: Pick<Entry, "unit" | "from">): string =>
  from === null ? unit : unit.slice(from.length + 1);

/** The enclosing scope that a value of a relation names, and the value in it: see `inScope` of the kernel. */
export function scopedValue(value: string): { readonly scope: string; readonly value: string } {
  const at = value.indexOf("#");
  return { scope: value.slice(0, at), value: value.slice(at + 1) };
}

/** The value as rows of `scope` name it; null where the relation asks another scope for it. */
export function valueIn({ kind }: Pick<Relation, "kind">, scope: string, value: string): string | null {
  if (kind === undefined) return value;
  const asked = scopedValue(value);
  return asked.scope === scope ? asked.value : null;
}
