// Reads who may activate a role at a subscription or above, as Resource Manager tells it.
import { azureKey } from "../../../evidence-schema/keys/resource-key.ts";
import { ELIGIBLE_ACTION, ELIGIBLE_ROLES, EligibleRoles, eligiblePath } from "../../microsoft/eligible-in-azure.ts";
import { conditionOf } from "../item/resource-graph-row.ts";
import type { AzureSource } from "../source.ts";

/**
 * Without a role that allows the action on the whole subscription the list may be short, so it counts for nothing then. Where Azure
 * refuses for lack of a licence, the licences of the tenant are read by a permission that the sources of Entra declare.
 */
export const eligibleRoles: AzureSource = {
  name: "eligible-roles",
  types: [ELIGIBLE_ROLES],
  calls: [{ action: ELIGIBLE_ACTION, per: "page" }],
  async read(azure) {
    const refusal = azure.only === null ? (await azure.inventory()).refusalOf(ELIGIBLE_ACTION) : null;
    if (refusal !== null) return azure.spoil(ELIGIBLE_ROLES, refusal);
    for await (const page of azure.eligiblePages(ELIGIBLE_ACTION, eligiblePath(azure.subscription))) {
      const parsed = EligibleRoles.safeParse(page);
      if (!parsed.success)
        azure.spoil(ELIGIBLE_ROLES, {
          code: "unexpected-shape",
          detail: `the answer to ${ELIGIBLE_ACTION} has another form than documented`,
        });
      for (const { id, properties } of parsed.data?.value ?? []) {
        const { condition, ...told } = properties;
        const body = { type: ELIGIBLE_ROLES, properties: { ...told, ...conditionOf(condition) } };
        azure.emitFact(ELIGIBLE_ROLES, { key: azureKey(id), body });
      }
    }
  },
};
