// Names what is copied from another scope: `<scope>#<unit>` and `<scope>#<key>` (FORMAT.md R4).
import { isScope } from "./object-key.ts";

export const contextName = (from: string, name: string): string => `${from}#${name}`;

/** Whether a unit is one of another scope. */
export function isContextUnit(unit: string): boolean {
  const at = unit.indexOf("#");
  return at > 0 && isScope(unit.slice(0, at));
}
