/** One row of Azure Resource Graph: whose it is, and the item it makes. */
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { unitOf, type JsonObject } from "../../../evidence-schema/record/record.ts";
import { azureKey } from "../../../evidence-schema/keys/resource-key.ts";
import { scopeId } from "../../exports/formats/format.ts";
import { InputError } from "../../exports/input-error.ts";
import { toInstant } from "../../instant.ts";
import type { Intake } from "../../exports/intake.ts";
import { isRecord, pick, textLabels, textOf } from "../../json-shape.ts";
import type { Item } from "../../port.ts";

export const ROLE_ASSIGNMENTS = "microsoft.authorization/roleassignments";

/** Members of a row that make its body. Not among them: tags, which are labels, and systemData, which names who made it. */
const BODY = [
  "id",
  "name",
  "type",
  "location",
  "kind",
  "sku",
  "resourceGroup",
  "subscriptionId",
  "tenantId",
  "properties",
] as const;

/** Who was given what. Not among them: who gave it, and when. */
const ROLE_ASSIGNMENT = ["roleDefinitionId", "principalId", "principalType", "scope"] as const;

/** Of the administrators of a database server: ids, and not `login`, which is a name. */
const ADMINISTRATORS = ["administratorType", "principalType", "sid", "tenantId", "azureADOnlyAuthentication"] as const;

export type Row = { readonly members: JsonObject; readonly type: string; readonly key: string };

/** The row, if it is one of the subscription of `intake`. Throws InputError where it is none. */
export function ownRow(value: Json, place: { file: string; position: string }, intake: Intake): Row {
  const members = isRecord(value) ? value : {};
  const [id, type] = [textOf(members["id"]), textOf(members["type"])?.toLowerCase() ?? null];
  const subscription = textOf(members["subscriptionId"]);
  // An assignment made above the subscription holds in it, and is a row of none.
  const isAbove = type === ROLE_ASSIGNMENTS && subscription === null;
  if (id === null || type === null || !id.startsWith("/") || (subscription === null && !isAbove)) {
    throw new InputError(place, "a row without id, type or subscriptionId", "a row of Azure Resource Graph");
  }
  const expected = scopeId(intake.entry).toLowerCase();
  if (subscription !== null && subscription.toLowerCase() !== expected) {
    throw new InputError(place, "a row of another subscription", `subscription ${expected}`);
  }
  return { members, type, key: azureKey(id) };
}

/** The row as an item; Unread where it has no properties. */
export function toItem({ members, type, key }: Row, { entry }: Intake): Item {
  const base = { key, unit: unitOf(type, "global"), source: entry.source, dataTime: entry.dataTime };
  const properties = members["properties"];
  if (!isRecord(properties)) {
    return { ...base, problem: { code: "unexpected-shape", detail: "properties is no object" } };
  }
  const systemData = isRecord(members["systemData"]) ? members["systemData"] : {};
  const creationTime = toInstant(properties["creationTime"]);
  return {
    ...base,
    incarnation: textOf(properties["resourceGuid"]) ?? creationTime ?? "",
    region: textOf(members["location"]),
    name: textOf(members["name"]),
    createdAt: toInstant(systemData["createdAt"]) ?? creationTime,
    labels: textLabels(members["tags"]),
    body: { ...pick(members, BODY), type, properties: withoutNames(type, properties) },
  };
}

/** `properties` without what names people: logins of administrators, in servers of SQL, PostgreSQL and MySQL. */
function withoutNames(type: string, properties: JsonObject): JsonObject {
  if (type === ROLE_ASSIGNMENTS) return pick(properties, ROLE_ASSIGNMENT);
  const { administratorLogin: _login, administrators, ...rest } = properties;
  return isRecord(administrators) ? { ...rest, administrators: pick(administrators, ADMINISTRATORS) } : rest;
}
