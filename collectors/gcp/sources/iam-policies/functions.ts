// Reads the IAM policies of services of Cloud Run and of functions from Cloud Asset Inventory, in its one listing of policies.
import { LIST_ACTIONS } from "../../inventory/list-assets.ts";
import { FUNCTION_POLICY, POLICY_TYPE } from "../../item/asset.ts";
import type { ProjectSource } from "../../source.ts";
import { emitListed } from "./listed.ts";

const TYPES = [...POLICY_TYPE].flatMap(([type, policy]) => (policy === FUNCTION_POLICY ? [type] : []));

/** The inventory tells a second time of those whose result would differ. */
export const functionPolicies: ProjectSource = {
  name: "cloud-asset-function-policies",
  types: [FUNCTION_POLICY],
  calls: [{ action: LIST_ACTIONS.IAM_POLICY, per: "page" }],
  read: (gcp) => emitListed(gcp, FUNCTION_POLICY, TYPES),
};
