// Reads a row of Azure Resource Graph: the subscription that it belongs to, and the item that it makes.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { unitOf, type JsonObject } from "../../../evidence-schema/record/record.ts";
import { azureKey } from "../../../evidence-schema/keys/resource-key.ts";
import { keyed, type Provenance, type Refused } from "../../answer.ts";
import { toInstant } from "../../instant.ts";
import { isRecord, pick, textLabels, textOf } from "../../json-shape.ts";
import type { Item } from "../../port.ts";
import { isMachine, machineIdentity, machineProperties } from "./machine-row.ts";
import { KEPT_PROPERTIES } from "./kept-properties.ts";
import { identityOf, SITES, siteOf } from "./sites.ts";
import { principalsOf } from "./workload-identities.ts";

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

/** Who was given what. Not among them: who gave it, and when; and the text of a condition, which may name people. */
const ROLE_ASSIGNMENT = ["roleDefinitionId", "principalId", "principalType", "scope"] as const;

/** Members that describe the administrators of a database server: ids, and not `login`, which is a name. */
const ADMINISTRATORS = ["administratorType", "principalType", "sid", "tenantId", "azureADOnlyAuthentication"] as const;

const GALLERIES = "microsoft.compute/galleries";

/** Members of a community gallery that say whether it is open. Not among them: the address of who publishes it. */
const COMMUNITY = ["communityGalleryEnabled", "publicNames"] as const;

export type Row = { readonly members: JsonObject; readonly type: string; readonly key: string };

/** The row, if it is one of the subscription; of a scope above all subscriptions where `subscription` is null. */
export function readRow(value: Json, subscription: string | null): Row | Refused {
  const members = isRecord(value) ? value : {};
  const [id, type] = [textOf(members["id"]), textOf(members["type"])?.toLowerCase() ?? null];
  const of = textOf(members["subscriptionId"]);
  // An assignment made above the subscription holds in it, and is a row of none.
  const isAbove = type === ROLE_ASSIGNMENTS && of === null;
  if (id === null || type === null || !id.startsWith("/") || (of === null && !isAbove)) {
    return { found: "a row without id, type or subscriptionId", expected: "a row of Azure Resource Graph" };
  }
  const expected = subscription?.toLowerCase() ?? null;
  if (of !== null && of.toLowerCase() !== expected) {
    return {
      found: "a row of another subscription",
      expected: expected === null ? "none" : `subscription ${expected}`,
    };
  }
  const key = keyed(() => azureKey(id), {
    found: "a row whose id is not an ARM resource id",
    expected: "an ARM resource id",
  });
  return typeof key === "string" ? { members, type, key } : key;
}

/** The row as an item; Unread where it has no properties. */
export function rowItem({ members, type, key }: Row, { source, dataTime }: Provenance): Item {
  const base = { key, unit: unitOf(type, "global"), source, dataTime };
  const properties = members["properties"];
  if (!isRecord(properties)) {
    return {
      ...base,
      problem: { code: "unexpected-shape", detail: "the row from Azure Resource Graph has no properties object" },
    };
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
    body: {
      ...pick(members, BODY),
      ...(isMachine(type) || type === SITES ? principalsOf(members) : {}),
      ...(isMachine(type) ? machineIdentity(members) : {}),
      ...(type === SITES ? identityOf(members) : {}),
      type,
      properties: withoutNames(type, properties),
    },
  };
}

/** `properties` without secrets and what names people, such as administrators of servers and contacts of community galleries. */
function withoutNames(type: string, properties: JsonObject): JsonObject {
  if (type === ROLE_ASSIGNMENTS)
    return { ...pick(properties, ROLE_ASSIGNMENT), ...conditionOf(textOf(properties["condition"])) };
  const kept = KEPT_PROPERTIES.get(type);
  if (kept !== undefined) return pick(properties, kept);
  if (type === SITES) return siteOf(properties);
  if (type === GALLERIES) return { ...properties, ...sharingOf(properties) };
  if (isMachine(type)) return machineProperties(type, properties);
  const { administratorLogin: _login, administrators, ...rest } = properties;
  return isRecord(administrators) ? { ...rest, administrators: pick(administrators, ADMINISTRATORS) } : rest;
}

/**
 * That there is a condition: it may narrow the role, for example to the roles that its holder may assign. Empty is none.
 * https://learn.microsoft.com/en-us/azure/role-based-access-control/conditions-format
 */
export const conditionOf = (condition: string | null | undefined): { readonly hasCondition?: true } =>
  (condition ?? "") === "" ? {} : { hasCondition: true };

function sharingOf({ sharingProfile: profile }: JsonObject): JsonObject {
  if (!isRecord(profile)) return {};
  const { permissions, communityGalleryInfo: community } = profile;
  return {
    sharingProfile: {
      ...(permissions === undefined ? {} : { permissions }),
      ...(isRecord(community) ? { communityGalleryInfo: pick(community, COMMUNITY) } : {}),
    },
  };
}
