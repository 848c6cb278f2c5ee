// Reads the access control list of a bucket: who is granted what, groups by their address, other accounts by their canonical id.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { isRecord } from "../../json-shape.ts";
import { UNREADABLE, memberOf, scalar, unquote, type Spelling } from "./spelling.ts";

// Config writes the names that the Java SDK has for groups and permissions; the API's are in the S3 User Guide, "Access
// control list (ACL) overview". Seen in recorded items.
const ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";
const AUTHENTICATED_USERS = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";
const GROUPS: ReadonlyMap<string, string> = new Map([
  ["AllUsers", ALL_USERS],
  ["AuthenticatedUsers", AUTHENTICATED_USERS],
  ["LogDelivery", LOG_DELIVERY],
  ...[ALL_USERS, AUTHENTICATED_USERS, LOG_DELIVERY].map((uri) => [uri, uri] as const),
]);
const PERMISSIONS: ReadonlyMap<string, string> = new Map([
  ["FullControl", "FULL_CONTROL"],
  ["Read", "READ"],
  ["Write", "WRITE"],
  ["ReadAcp", "READ_ACP"],
  ["WriteAcp", "WRITE_ACP"],
]);

/**
 * `{"Grants","Owner"}` as GetBucketAcl answers, or Config's `{"grantSet","grantList","owner",…}`, often as JSON in a string
 * in a string, of which only one of the two holds the grants. They are a set. A grantee of a kind that is not known has
 * neither GranteeType nor GranteeUri. GranteeId is the canonical id of an account that does not own the bucket; OwnerMissing is
 * true where the list names accounts and does not tell its owner. A canonical id names an account, never a person:
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
 */
export const bucketAcl: Spelling = (raw) => {
  const list = unquote(raw);
  if (!isRecord(list)) return list === null ? undefined : UNREADABLE;
  const grants = unquote(memberOf(list, "grants") ?? memberOf(list, "grantList") ?? memberOf(list, "grantSet"));
  // An object without an owner tells of no list at all.
  if (grants === null) return isRecord(memberOf(list, "owner")) ? { Grants: [] } : undefined;
  if (!Array.isArray(grants)) return UNREADABLE;
  const owner = idOf(scalar(memberOf(list, "owner")) ?? null);
  const spelt = (grants as readonly Json[]).map((grant) =>
    isRecord(grant)
      ? {
          ...granteeOf(scalar(memberOf(grant, "grantee")) ?? null, owner),
          Permission: permissionOf(scalar(memberOf(grant, "permission")) ?? null),
        }
      : UNREADABLE,
  );
  return {
    Grants: spelt.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ...(owner === null && spelt.some((each) => isRecord(each) && "GranteeId" in each) ? { OwnerMissing: true } : {}),
  };
};

/** The canonical id of an owner or grantee, as the API or the Java SDK writes it. */
function idOf(account: Json): string | null {
  if (!isRecord(account)) return null;
  const id = memberOf(account, "id") ?? memberOf(account, "identifier");
  return typeof id === "string" ? id : null;
}

function granteeOf(grantee: Json, owner: string | null): { readonly [name: string]: Json } {
  const uri = isRecord(grantee) ? memberOf(grantee, "uri") : grantee;
  if (typeof uri === "string") {
    const known = GROUPS.get(uri);
    return known === undefined ? {} : { GranteeUri: known, GranteeType: "Group" };
  }
  if (!isRecord(grantee)) return {};
  const id = idOf(grantee);
  if (id === null) return {};
  return { GranteeType: "CanonicalUser", ...(id === owner ? {} : { GranteeId: id }) };
}

function permissionOf(permission: Json): Json {
  return typeof permission === "string" ? (PERMISSIONS.get(permission) ?? permission) : permission;
}
