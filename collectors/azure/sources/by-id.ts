// Reads single resources by their ids from Resource Manager, which the resource providers answer themselves.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { azureKey } from "../../../evidence-schema/keys/resource-key.ts";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { isRecord, textOf } from "../../json-shape.ts";
import { CallFailed } from "../../live/call.ts";
import { rowOf } from "../item/resource-manager-body.ts";
import type { ManagerRead } from "../manager-read.ts";
import { pathOf } from "../resource-types.ts";
import { RESOURCE_MANAGER } from "../source.ts";

/** Codes by which Resource Manager says that a resource is not there. A refusal has others. */
const GONE: ReadonlySet<string> = new Set([
  "ResourceNotFound",
  "ResourceGroupNotFound",
  "NotFound",
  "RoleAssignmentNotFound",
]);

type ById = { readonly type: string; readonly action: string; readonly apiVersion: string };

/** Emits each resource of `ids` that is there; those that are gone are not emitted. A resource that can't be read is unread, by its key. */
export async function readById(
  azure: ManagerRead,
  { type, action, apiVersion }: ById,
  ids: readonly string[],
): Promise<void> {
  await azure.each(type, ids, azureKey, async (id) => {
    try {
      const body = await azure.get(action, `${pathOf(id)}?api-version=${apiVersion}`);
      // An answer about another resource must not make this one look gone.
      if (keyIn(body) !== azureKey(id)) return azure.emitUnread(type, azureKey(id), OTHER);
      const row = rowOf(body, azure.subscription, azure.tenant);
      azure.emitResource(type, row, { source: RESOURCE_MANAGER.source, dataTime: azure.now() });
    } catch (error) {
      if (!(error instanceof CallFailed) || !GONE.has(error.error)) throw error;
    }
  });
}

const OTHER: Problem = {
  code: "contradictory",
  detail: "Azure Resource Manager answered with another resource than it was asked for",
};

const keyIn = (body: Json): string | null => {
  const id = isRecord(body) ? textOf(body["id"]) : null;
  return id?.startsWith("/") === true ? azureKey(id) : null;
};
