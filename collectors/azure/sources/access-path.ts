// Names the way by which people of a directory reach a subscription, as long as not all of them are judged.
import { ACCESS_PATH, accessPathKey } from "../../access-path.ts";
import { QUERY_ACTION } from "../../microsoft/client/resource-graph.ts";
import type { AzureSource } from "../source.ts";

/**
 * Roles are assigned to people and groups of the tenant, at once or when somebody asks for them. Owners, and those who may activate
 * Owner, are judged; holders of other roles, and those who may activate them, are not: until they are, the way is not read.
 */
export const accessPath: AzureSource = {
  name: "access-path",
  types: [ACCESS_PATH],
  calls: [{ action: QUERY_ACTION, per: "page" }],
  async read(azure) {
    const path = accessPathKey("azure", azure.subscription);
    if (path === null) return;
    await azure.inventory();
    azure.emitFact(ACCESS_PATH, { key: path.key, name: path.name, body: { Path: path.name, Read: false } });
  },
};
