// Defines how far a policy or a role lets its holder take an action, in each cloud alike.

/** `conditional`: a condition decides, which nobody reads here. The lesser comes first. */
const GRANTS = ["never", "conditional", "always"] as const;
export type Grant = (typeof GRANTS)[number];

/** The greatest of some grants; never, of none. */
export const greatest = (grants: readonly Grant[]): Grant =>
  GRANTS.findLast((each) => grants.includes(each)) ?? "never";
/** The least of some grants; never, of none. */
export const least = (grants: readonly Grant[]): Grant => GRANTS.find((each) => grants.includes(each)) ?? "never";

/** A name that nobody writes. It is longer than names are, so that no wildcards of a fixed length mean it. */
export const inventedName = (letter: string): string => letter.repeat(129);

/** A name that policies mean by wildcards alone, or by leaving it out of what they except. */
export const UNNAMED = inventedName("\u0000");
