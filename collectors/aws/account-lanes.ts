// Names the lane that each type is read by, as data: code that compares what was read needs no client of AWS.
import type { AwsAccount, AwsLane } from "./account.ts";
import { SOURCE_ACTIONS } from "./actions.ts";

/** How records name the two lanes. */
export const LANE_NAMES = { config: "aws-config", direct: "aws-api" } as const;

/** The name of the lane by which each type is read where an account is read in `lane`. */
export function lanesOf(lane: AwsLane): { readonly [type: string]: string } {
  const names: { [type: string]: string } = {};
  for (const source of SOURCE_ACTIONS) {
    if (source.lane === "config" && lane !== "config") continue;
    // A type that AWS Config records is read from AWS Config.
    for (const type of source.types) if (names[type] !== LANE_NAMES.config) names[type] = LANE_NAMES[source.lane];
  }
  return names;
}

/** Lanes by type, and by scope where an account has others than most. */
export function lanesOfAccounts(accounts: readonly Pick<AwsAccount, "id" | "lane">[]) {
  const others = accounts.filter(({ lane }) => lane !== "config");
  return {
    lanes: lanesOf("config"),
    lanesOf: Object.fromEntries(others.map(({ id, lane }) => [`aws/${id}`, lanesOf(lane)])),
  };
}
