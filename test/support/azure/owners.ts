// Runs a check on who holds what, by default that on owners, over the sample tenant and its production subscription.
import type { Check } from "../../../checks/check.ts";
import { OwnerRuns } from "../ledger/owner-runs.ts";
import { GROUP, PRODUCTION, SHARED, TENANT } from "./estate/sample/names.ts";
import { readerOf } from "./reading.ts";

export { saidOf } from "../ledger/owner-runs.ts";

export const SUBSCRIPTION = `azure/${PRODUCTION}`;
export const OTHER_SUBSCRIPTION = `azure/${SHARED}`;
/** The management group of both subscriptions, and the tenant's root group above it. */
export const MANAGEMENT_GROUP = `azure/managementGroups/${GROUP}`;
export const ROOT_GROUP = `azure/managementGroups/${TENANT}`;
export const DIRECTORY = `entra/${TENANT}`;

export type Owners = OwnerRuns;
export const Owners = {
  create: (check?: Check): Promise<Owners> => OwnerRuns.create(readerOf, [SUBSCRIPTION, DIRECTORY], check),
};
