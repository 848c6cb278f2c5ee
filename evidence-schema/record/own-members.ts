// Replaces the names of members called like an object's prototype:
// zod passes over them, and a reader must not (FORMAT.md section 1).

const NAME = "__proto__";

/**
 * `value` with members of the name `__proto__` under another name, so that a schema looks at their values as at any other
 * member's. The same value where it has none.
 */
export function withPlainNames(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return unlessSame(value, value.map(withPlainNames));
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name === NAME ? `(${NAME})` : name, withPlainNames(member)]),
  );
  return Object.hasOwn(value, NAME) ? copy : unlessSame(value, copy);
}

function unlessSame(value: object, copy: object): object {
  const members = value as { readonly [name: string]: unknown };
  return Object.entries(copy).every(([name, member]) => member === members[name]) ? value : copy;
}
