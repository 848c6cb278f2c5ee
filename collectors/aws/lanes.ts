// Decides which source reads which type, in each lane.
import { LANE_NAMES } from "./account-lanes.ts";
import type { AwsLane } from "./account.ts";
import { CONTINUOUS_LAG_SECONDS } from "./answers/config-recorder.ts";
import { configSource } from "./config/config-source.ts";
import { DIRECT_SOURCES } from "./direct/sources.ts";
import type { LaneSource } from "../live/source.ts";
import type { AwsRegionRead } from "./region-read.ts";
import type { AwsSource } from "./source.ts";

const CONFIG: LaneSource<AwsRegionRead> = {
  source: configSource,
  record: (region) => ({
    source: `aws-config-${region}`,
    lane: LANE_NAMES.config,
    endpoint: `config.${region}`,
    atomic: false,
    // The lag of types that are recorded continuously. The source tells which types the recorder records once a day.
    lagSeconds: CONTINUOUS_LAG_SECONDS,
  }),
  query: (types) => `AWS Config select, reconciled with its lists: ${types.toSorted().join(", ")}`,
};

/** How records name the services of an account. */
export const DIRECT_RECORD = {
  source: "aws-api",
  lane: LANE_NAMES.direct,
  endpoint: "the services' own",
  atomic: false,
  lagSeconds: 0,
} as const;

// All of an account's services share one source. The questions about a unit are a function of its type and region, and stand
// in the text of the query. A record for each service and region would make up most of a run that saw no change.
const direct = (source: AwsSource): LaneSource<AwsRegionRead> => ({
  source,
  record: () => DIRECT_RECORD,
  query: () => DIRECT_QUERY,
});

const DIRECT_QUERY = DIRECT_SOURCES.map(
  ({ name, types, calls }) => `${name}: ${types.join(", ")} by ${calls.map(({ action }) => action).join(", ")}`,
).join("\n");

const BY_TYPE: ReadonlyMap<string, LaneSource<AwsRegionRead>> = new Map(
  DIRECT_SOURCES.flatMap((source) => {
    const told = direct(source);
    return source.types.map((type) => [type, told] as const);
  }),
);

const RECORDED: ReadonlySet<string> = new Set(configSource.types);

/** The source that reads `type` in `lane`; null where none does. */
export function sourceIn(lane: AwsLane, type: string): LaneSource<AwsRegionRead> | null {
  if (lane === "config" && RECORDED.has(type)) return CONFIG;
  return BY_TYPE.get(type) ?? null;
}
