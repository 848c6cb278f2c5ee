// Answers for a resource by its id, and for what lies below resources and subscriptions.
import { isRecord, textOf } from "../../../../collectors/json-shape.ts";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { ArmBody } from "../estate/estate.ts";
import { json, type Answer, type Asked } from "../../clouds/wire/asked.ts";
import type { World } from "../world.ts";
import type { Access } from "./access.ts";
import { armError, refused } from "./arm-error.ts";
import { armPages } from "./arm-pages.ts";
import { actionOf, type ArmPath } from "./arm-path.ts";

export const mayRead = (access: Access, { id, type }: ArmBody): boolean => access.may(`${type}/read`, id);

export function answerResource(world: World, access: Access, asked: Asked, path: ArmPath): Answer {
  if (!access.may(actionOf(path), path.path)) return refused(access, path, path.path);
  const { estate, settings } = world;
  const resource = estate.resource(path.id);
  if (resource !== undefined) return json(200, resource);
  const subject = subjectOf(world, path);
  if (subject === null) return notFound(path, path.types.length > 1 || path.isCollection);
  const child = childOf(world, path);
  if (path.isCollection) return armPages(Array.isArray(child) ? child : [], asked, settings.armPage);
  return child === undefined ? notFound(path, false) : json(200, child);
}

/** What lies at a path: an answer of its own, or the element of that name of the collection. */
function childOf({ estate }: World, path: ArmPath): Json | undefined {
  const own = estate.child(path.id);
  if (own !== undefined || path.isCollection) return own;
  const name = path.id.slice(path.id.lastIndexOf("/") + 1);
  const collection = estate.child(path.parent);
  const elements: readonly Json[] = Array.isArray(collection) ? collection : [];
  return elements.find((element) => isRecord(element) && textOf(element["name"])?.toLowerCase() === name);
}

/** The resource or subscription that a child belongs to: the longest beginning of its path that is there. Null without one. */
function subjectOf({ estate }: World, path: ArmPath): string | null {
  const parts = path.id.split("/");
  for (let end = parts.length - 1; end > 3; end -= 1) {
    const id = parts.slice(0, end).join("/");
    if (estate.resource(id) !== undefined) return id;
  }
  const isAttached = parts.length === 6 && parts[3] === "providers";
  return isAttached && estate.subscriptions.some(({ subscriptionId }) => subscriptionId === parts[2])
    ? path.scope
    : null;
}

/** https://learn.microsoft.com/en-us/azure/azure-resource-manager/troubleshooting/error-not-found */
function notFound({ namespace, types, parent, path }: ArmPath, isParent: boolean): Answer {
  const type = types.join("/");
  if (isParent)
    return armError(
      404,
      "ParentResourceNotFound",
      `Failed to perform 'read' on resource(s) of type '${type}', because the parent resource '${parent}' could not be found.`,
    );
  const [, , , , group = ""] = path.split("/");
  const name = path.slice(path.lastIndexOf("/") + 1);
  return armError(
    404,
    "ResourceNotFound",
    `The Resource '${namespace}/${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}
