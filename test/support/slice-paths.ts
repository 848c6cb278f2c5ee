// The paths of a slice: every leaf that its schema names, as `A.B[].C`.
import type { z } from "zod";

type Definition = {
  readonly type: string;
  readonly shape?: { readonly [member: string]: z.core.$ZodType };
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
};

/** Sorted, each once. A slice that names nothing has none. */
export function slicePaths(schema: z.core.$ZodType): string[] {
  return [...new Set(leaves(schema, ""))].filter((path) => path !== "").sort();
}

function leaves(schema: z.core.$ZodType, path: string): string[] {
  const { type, shape, element, innerType, options } = schema._zod.def as unknown as Definition;
  if (type === "object") {
    const members = Object.entries(shape ?? {});
    if (members.length === 0) return [path];
    return members.flatMap(([name, member]) => leaves(member, path === "" ? name : `${path}.${name}`));
  }
  if (type === "array" && element !== undefined) return leaves(element, `${path}[]`);
  if (type === "union") return (options ?? []).flatMap((option) => leaves(option, path));
  return innerType === undefined ? [path] : leaves(innerType, path);
}
