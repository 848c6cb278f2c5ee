// Reads single resources by their ids from Resource Manager, which the resource providers answer themselves.
import { CallFailed } from "../../live/call.ts";
import { rowOf } from "../item/resource-manager-body.ts";
import type { AzureRegionRead } from "../region-read.ts";
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

/** Emits each resource of `ids` that is there; the result is how many are gone. A resource that can't be read is unread, by its key. */
export async function readById(
  azure: AzureRegionRead,
  { type, action, apiVersion }: ById,
  ids: readonly string[],
): Promise<number> {
  let gone = 0;
  await azure.each(
    type,
    ids,
    (id) => id.toLowerCase(),
    async (id) => {
      try {
        const body = await azure.get(action, `${pathOf(id)}?api-version=${apiVersion}`);
        const row = rowOf(body, azure.subscription, azure.tenant);
        azure.emitResource(type, row, { source: RESOURCE_MANAGER.source, dataTime: azure.now() });
      } catch (error) {
        if (!(error instanceof CallFailed) || !GONE.has(error.error)) throw error;
        gone += 1;
      }
    },
  );
  return gone;
}
