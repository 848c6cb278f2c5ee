// Reads a user of Google Workspace, as the Directory API tells of one.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { workspaceUserKey } from "../../../evidence-schema/keys/resource-key.ts";
import { unitOf } from "../../../evidence-schema/record/record.ts";
import { keyed, type Origin, type Refused } from "../../answer.ts";
import { toInstant } from "../../instant.ts";
import { isRecord, pick, textOf } from "../../json-shape.ts";
import type { Item, People } from "../../port.ts";

export const USERS = "admin.directory/users";
const UNIT = unitOf(USERS, "global");

/** Members that name nobody. */
const BODY = [
  "id",
  "isAdmin",
  "isDelegatedAdmin",
  "isEnrolledIn2Sv",
  "isEnforcedIn2Sv",
  "suspended",
  "archived",
  "creationTime",
];

/**
 * References of all addresses of a user, as members of IAM bindings have them; undefined where the answer has none. Addresses
 * compare without regard to case. https://developers.google.com/workspace/admin/directory/reference/rest/v1/users
 */
function referencesOf(user: { readonly [member: string]: Json }, people: People): string[] | undefined {
  const primary = textOf(user["primaryEmail"]);
  if (primary === null) return undefined;
  const aliases = ["aliases", "nonEditableAliases"].flatMap((member) => {
    const list = user[member];
    return Array.isArray(list) ? (list as readonly Json[]).flatMap((alias) => textOf(alias) ?? []) : [];
  });
  return [...new Set([primary, ...aliases].map((address) => people.person("gcp", address)))].toSorted();
}

/** A user as an item of its customer. */
export function userItem(value: Json, { id: customer, source, dataTime }: Origin, people: People): Item | Refused {
  const user = isRecord(value) ? value : {};
  if ((textOf(user["customerId"]) ?? customer) !== customer)
    return { found: "a user of another customer", expected: `customer ${customer}` };
  const key = keyed(() => workspaceUserKey(customer, textOf(user["id"]) ?? ""), {
    found: "a user without an id",
    expected: "a user with a directory id, and a customer id as scope",
  });
  if (typeof key !== "string") return key;
  const name = (isRecord(user["name"]) ? textOf(user["name"]["fullName"]) : null) ?? textOf(user["primaryEmail"]);
  if (name !== null) people.remember(key, name);
  const references = referencesOf(user, people);
  return {
    key,
    incarnation: textOf(user["id"]) ?? "",
    unit: UNIT,
    source,
    dataTime,
    region: null,
    name: null,
    createdAt: toInstant(user["creationTime"]),
    labels: {},
    body: { ...pick(user, BODY), ...(references === undefined ? {} : { References: references }) },
  };
}
