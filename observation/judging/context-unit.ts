// Names of what is copied from another scope: `<scope>#<unit>` and `<scope>#<key>` (FORMAT.md R4).
import type { Entry } from "../../evidence-schema/state/entry.ts";
import { isScope } from "../../evidence-schema/keys/object-key.ts";

export const contextName = (from: string, name: string): string => `${from}#${name}`;

/** Whether a unit is one of another scope. */
export function isContextUnit(unit: string): boolean {
  const at = unit.indexOf("#");
  return at > 0 && isScope(unit.slice(0, at));
}

/** The unit of an entry as its own scope calls it. */
export const ownUnit = ({ unit, from }: Pick<Entry, "unit" | "from">): string =>
  from === null ? unit : unit.slice(from.length + 1);
