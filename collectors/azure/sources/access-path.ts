// Names the way by which people of a directory reach a subscription, as long as who they are is not read.
import { ACCESS_PATH, accessPathKey } from "../../access-path.ts";
import { QUERY_ACTION } from "../inventory/query.ts";
import type { AzureSource } from "../source.ts";

/** Roles are assigned to people and groups of the tenant, at once or when somebody asks for them. Nobody of them is judged yet. */
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
