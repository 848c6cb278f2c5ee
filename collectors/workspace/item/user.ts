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
    body: pick(user, BODY),
  };
}
