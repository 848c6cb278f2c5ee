// Finds the entries of a bucket's two ACLs that are for everyone: its own ACL, and the ACL that new objects get.
import { z } from "zod";
import { EVERYONE, type PublicBinding } from "../../engines/policy/gcp-public-bindings.ts";

/** Entities other than everyone are not kept: they may be addresses of people. */
const Entry = z.union([
  z.object({ entity: z.enum(EVERYONE), role: z.string().nullish() }),
  z.object({ role: z.string().nullish() }),
]);

/**
 * https://docs.cloud.google.com/storage/docs/json_api/v1/bucketAccessControls and
 * https://docs.cloud.google.com/storage/docs/json_api/v1/defaultObjectAccessControls. Both come together, and a bucket need not have
 * the second.
 */
export const AccessControls = z.array(Entry).nullish();
type AccessControls = z.infer<typeof AccessControls>;

/** The access that a role of an ACL gives. https://docs.cloud.google.com/storage/docs/access-control/lists#permissions */
const accessOf: { readonly [at in "acl" | "defaultObjectAcl"]: ReadonlyMap<string, PublicBinding["access"]> } = {
  acl: new Map([
    ["READER", ["list"]],
    ["WRITER", ["list", "write"]],
    ["OWNER", ["list", "write", "administer"]],
  ]),
  defaultObjectAcl: new Map([
    ["READER", ["read"]],
    ["OWNER", ["read", "administer"]],
  ]),
};

type PublicEntry = { readonly at: "acl" | "defaultObjectAcl"; readonly one: PublicBinding };

/** In one order, whichever the answer has. */
export function publicEntries(acls: { readonly [at in PublicEntry["at"]]?: AccessControls }): readonly PublicEntry[] {
  return (["acl", "defaultObjectAcl"] as const).flatMap((at) =>
    (acls[at] ?? []).flatMap((entry): PublicEntry[] => {
      if (!("entity" in entry)) return [];
      const role = entry.role ?? "";
      return [{ at, one: { to: entry.entity, role, access: accessOf[at].get(role) ?? ["other"], doubt: null } }];
    }),
  );
}
