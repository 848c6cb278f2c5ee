// Makes IAM policies of Google Cloud for cases: of a resource, and above it.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Case, Members, RelatedRows } from "../../cases.ts";

export const binding = (Role: string, ...kinds: readonly string[]): Json => ({
  Role,
  HasCondition: false,
  Members: kinds.map((Kind) => ({ Kind })),
});
export const under = (condition: Json): Json => ({ ...(condition as Members), HasCondition: true });
export const policies = (
  ...rows: readonly (readonly [Resource: string, ...bindings: readonly Json[]])[]
): RelatedRows => ({
  rows: rows.map(([Resource, ...Bindings]) => ({ Resource, Bindings })),
});
export const above = (...levels: readonly (readonly [Type: string, binding: Json])[]): { ancestors: RelatedRows } => ({
  ancestors: { rows: levels.map(([Type, each]) => ({ Type, Bindings: [each] })) },
});
export const unread: RelatedRows = { rows: [], complete: false, problem: { code: "denied", detail: "a permission" } };
export const quiet = above(["project", binding("roles/owner", "user")]);

/** `reaches`: whether a role that is granted above the resource gives it away; null where that is not known. */
export type Roles = { readonly [role: string]: boolean | null };

export const inherited = (
  what: string,
  slice: Json,
  own: { policies?: RelatedRows },
  reaches: Roles,
): readonly Case[] =>
  Object.entries(reaches).map(([role, gives]) => ({
    name: `everyone has ${role} on the project`,
    slice,
    related: { ...own, ...above(["project", binding(role, "allAuthenticatedUsers")]) },
    expect: gives === null ? "indeterminate" : gives ? "fail" : "pass",
    ...(gives === true
      ? {
          because: `the ${what} inherits access for allUsers or allAuthenticatedUsers from the IAM policy of its project`,
          facts: { grants: [{ at: "project", to: "allAuthenticatedUsers", role }], grantCount: 1 },
        }
      : {}),
    ...(gives === null ? { problem: "not-supported" as const } : {}),
  }));
