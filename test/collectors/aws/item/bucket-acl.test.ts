// Reads ACLs of buckets as both lanes have them: whose each grant is.
import { expect, test } from "vitest";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { bucketAcl } from "../../../../collectors/aws/item/bucket-acl.ts";

const grantee = (id: string | null, member = "ID"): Json => ({
  Grantee: { Type: "CanonicalUser", ...(id === null ? {} : { [member]: id }) },
  Permission: "READ",
});
const list = (owner: Json, ...grants: readonly Json[]): Json => ({
  ...(owner === null ? {} : { Owner: owner }),
  Grants: grants,
});
const owners = { GranteeType: "CanonicalUser", Permission: "READ" };

test.each<[string, Json, Json]>([
  ["the owner", list({ ID: "a" }, grantee("a")), { Grants: [owners] }],
  ["the owner, as the Java SDK has both", list({ id: "a" }, grantee("a", "identifier")), { Grants: [owners] }],
  ["another account", list({ ID: "a" }, grantee("b")), { Grants: [{ ...owners, GranteeId: "b" }] }],
  ["no owner", list(null, grantee("b")), { Grants: [{ ...owners, GranteeId: "b" }], OwnerMissing: true }],
  [
    "an owner without an id",
    list({ displayName: "a" }, grantee("b")),
    { Grants: [{ ...owners, GranteeId: "b" }], OwnerMissing: true },
  ],
  ["an owner without an id, and no grant to an account", list({ displayName: "a" }), { Grants: [] }],
  ["a grantee without an id", list({ ID: "a" }, grantee(null)), { Grants: [{ Permission: "READ" }] }],
])("%s", (_, answer, expected) => {
  expect(bucketAcl(answer, { person: () => "person:0", remember: () => {} })).toEqual(expected);
});
