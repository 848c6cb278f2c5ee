/** The regions that an account has turned on. */
import { AccountClient, paginateListRegions, type RegionOptStatus } from "@aws-sdk/client-account";
import type { Session } from "./session.ts";

/**
 * Codes of the regions in which the account can have anything, sorted. Rejects with CallFailed.
 * https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
 */
export async function enabledRegions(session: Session): Promise<string[]> {
  const client = session.client(AccountClient, session.account.regions[0] as string);
  const names: string[] = [];
  // One that is being turned off may hold resources until it is.
  const on: RegionOptStatus[] = ["ENABLED", "ENABLED_BY_DEFAULT", "DISABLING"];
  for await (const { Regions = [] } of paginateListRegions({ client }, { RegionOptStatusContains: on })) {
    names.push(...Regions.flatMap(({ RegionName }) => (RegionName === undefined ? [] : [RegionName])));
  }
  return names.toSorted();
}
