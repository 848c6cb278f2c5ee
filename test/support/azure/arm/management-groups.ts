// Answers for management groups: one, with those below it where asked, and the flat list of all that lies below.
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import type { ManagementGroup } from "../estate/estate.ts";
import type { LiveEstate } from "../estate/live-estate.ts";
import { json, type Answer, type Asked } from "../../clouds/wire/asked.ts";
import type { World } from "../world.ts";
import type { Access } from "./access.ts";
import { armError, authorizationFailed } from "./arm-error.ts";
import { armPages } from "./arm-pages.ts";
import { actionOf, type ArmPath } from "./arm-path.ts";

const TYPE = "Microsoft.Management/managementGroups";
const idOf = (name: string): string => `/providers/${TYPE}/${name}`;

export function answerManagementGroup(world: World, access: Access, asked: Asked, path: ArmPath): Answer {
  const { estate, settings } = world;
  const [, , , , name = "", list] = path.path.split("/");
  if (name === "") {
    const seen = estate.managementGroups.filter((each) => access.may(`${TYPE}/read`, idOf(each.name)));
    return armPages(
      seen.map((each) => entry(estate, each)),
      asked,
      settings.armPage,
    );
  }
  const action = list === undefined ? `${TYPE}/read` : actionOf(path);
  if (!access.may(action, idOf(name))) return authorizationFailed(path, access.principal);
  const group = estate.managementGroups.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (group === undefined) return armError(404, "NotFound", `The management group '${name}' cannot be found.`);
  if (list !== undefined) return armPages(descendants(estate, group), asked, settings.armPage);
  const isFull = asked.query.get("$expand") === "children";
  const isDeep = asked.query.get("$recurse") === "true";
  return json(200, {
    ...entry(estate, group),
    properties: {
      tenantId: estate.tenantId,
      displayName: group.displayName,
      details: {
        version: 1,
        updatedTime: "2026-01-10T08:00:00.0000000Z",
        updatedBy: estate.tenantId,
        parent: parentOf(estate, group),
      },
      ...(isFull || isDeep ? { children: children(estate, group, isDeep) } : {}),
    },
  });
}

/** https://learn.microsoft.com/en-us/rest/api/managementgroups/management-groups/list */
const entry = ({ tenantId }: LiveEstate, { name, displayName }: ManagementGroup): JsonObject => ({
  id: idOf(name),
  type: TYPE,
  name,
  properties: { tenantId, displayName },
});

function parentOf(estate: LiveEstate, { parent }: ManagementGroup): JsonObject | null {
  const above = estate.managementGroups.find(({ name }) => name === parent);
  return above === undefined ? null : { id: idOf(above.name), name: above.name, displayName: above.displayName };
}

function children(estate: LiveEstate, { name }: ManagementGroup, isDeep: boolean): JsonObject[] {
  const groups = estate.managementGroups
    .filter(({ parent }) => parent === name)
    .map((group) => ({
      id: idOf(group.name),
      type: TYPE,
      name: group.name,
      displayName: group.displayName,
      ...(isDeep ? { children: children(estate, group, true) } : {}),
    }));
  const subscriptions = estate.subscriptions
    .filter(({ managementGroup }) => managementGroup === name)
    .map(({ subscriptionId, displayName }) => ({
      id: `/subscriptions/${subscriptionId}`,
      type: "/subscriptions",
      name: subscriptionId,
      displayName,
    }));
  return [...groups, ...subscriptions];
}

/** https://learn.microsoft.com/en-us/rest/api/managementgroups/management-groups/get-descendants: groups and subscriptions, all of them. */
function descendants(estate: LiveEstate, { name }: ManagementGroup): JsonObject[] {
  const parent = { id: idOf(name) };
  const groups = estate.managementGroups.filter((group) => group.parent === name);
  const subscriptions = estate.subscriptions.filter(({ managementGroup }) => managementGroup === name);
  return [
    ...groups.flatMap((group) => [
      { id: idOf(group.name), type: TYPE, name: group.name, properties: { displayName: group.displayName, parent } },
      ...descendants(estate, group),
    ]),
    ...subscriptions.map(({ subscriptionId, displayName }) => ({
      id: `/subscriptions/${subscriptionId}`,
      type: "/subscriptions",
      name: subscriptionId,
      properties: { displayName, parent },
    })),
  ];
}
