// Says which scopes a cloud could not list, so that nobody takes those that are known for all.
import type { ListedScopes } from "../../collectors/live/listed-scopes.ts";
import { LIVE_CLOUDS, type LiveCloud } from "../../config/live-clouds.ts";

const LISTS: Readonly<Record<LiveCloud, string>> = {
  aws: "the accounts of the organization",
  azure: "the subscriptions of the tenant",
  gcp: "the projects of the organization or folder",
};

/** A clause for each cloud whose list is missing. */
export const unlistedScopes = (listed: Readonly<Record<LiveCloud, ListedScopes>>): string[] =>
  LIVE_CLOUDS.flatMap((cloud) => {
    const { problem } = listed[cloud];
    return problem === null ? [] : [`${LISTS[cloud]} could not be listed (${problem.code}: ${problem.detail})`];
  });
