// Finds out place by place whether the alarms of a deployment would ring.
import { configuredAccounts } from "../../../collectors/aws/configured-accounts.ts";
import { alarmPlaces } from "../../../config/deployed/alarm-places.ts";
import type { Config } from "../../../config/schema.ts";
import { deployedConfig } from "../../../config/deployed/places.ts";
import { heardIn, type PlaceHeard, type ReadTrails } from "./heard.ts";
import { trailsIn } from "./trails.ts";

/** Null where the config deploys no alarms. Rejects with NoCredentials; what an account withholds is in the answer. */
export async function alarmsHeard(config: Config): Promise<PlaceHeard[] | null> {
  const deployed = deployedConfig(config);
  if (deployed === null) return null;
  const accounts = new Map(configuredAccounts(config).map((account) => [account.id, account]));
  const places = alarmPlaces(deployed);
  const trails = new Map<string, ReadTrails>();
  for (const { account: id, region } of places) {
    const account = accounts.get(id);
    if (account !== undefined) trails.set(`${id} ${region}`, await trailsIn(account, region));
  }
  return places.map((place) => heardIn(place, trailsAt(place.account, place.region, trails)));
}

/**
 * The trails that the region told of, and those that other regions of the account told of: a region may be closed to
 * the reader. Null if nothing was read of the region.
 */
function trailsAt(account: string, region: string, trails: ReadonlyMap<string, ReadTrails>): ReadTrails | null {
  const own = trails.get(`${account} ${region}`);
  if (own === undefined) return null;
  const all = [...trails].flatMap(([place, { trails }]) => (place.startsWith(`${account} `) ? trails : []));
  // The region's own come last, and so count.
  const byArn = new Map([...all, ...own.trails].map((each) => [each.trail.TrailARN, each]));
  return { trails: [...byArn.values()], problem: own.problem };
}
