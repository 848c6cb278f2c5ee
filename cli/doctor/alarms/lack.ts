// Says in words what is missing in trails that do not log the calls an alarm waits for, and how to fix that.
import type { AwaitedCalls } from "../../../config/deployed/alarm-places.ts";

/** The reason why a trail does not log some calls. */
export type Flaw = "stopped" | "elsewhere" | "without global services" | "selectors";

type Named = { readonly Name: string; readonly TrailARN: string };
export type FlawedTrail = { readonly trail: Named; readonly flaws: readonly Flaw[] };

/** The region that a trail was made in, and logs if it logs one alone. */
export const homeOf = ({ TrailARN }: Named): string => TrailARN.split(":")[3] ?? "";

/** `account`: whose calls are not logged; a trail may be that of its organization, which another account has. */
export function lackOf(
  flawed: readonly FlawedTrail[],
  calls: readonly AwaitedCalls[],
  account: string,
): { missing: string; remedy: string } {
  if (flawed.length === 0) {
    return {
      missing: "no trail logs this region",
      remedy:
        "create a multi-region trail that records read and write management events of every source, and start its logging",
    };
  }
  const missing = (trail: Named, flaw: Flaw): string =>
    ({
      stopped: "is stopped",
      elsewhere: `logs only ${homeOf(trail)}`,
      "without global services": "excludes global service events",
      selectors: `does not record ${eventsOf(calls)}`,
    })[flaw];
  const named = ({ Name, TrailARN }: Named): string => {
    const owner = TrailARN.split(":")[4] ?? "";
    return owner === account ? Name : `${Name} of account ${owner}`;
  };
  return {
    missing: flawed
      .map(({ trail, flaws }) => `trail ${named(trail)} ${flaws.map((flaw) => missing(trail, flaw)).join(" and ")}`)
      .join("; "),
    remedy: flawed
      .map(({ trail, flaws }) => `${flaws.map((flaw) => REMEDIES[flaw]).join(", ")} (trail ${named(trail)})`)
      .join("; or "),
  };
}

const eventsOf = (calls: readonly AwaitedCalls[]): string =>
  [...Map.groupBy(calls, ({ kind }) => kind)]
    .map(([kind, of]) => `${kind} events of ${[...new Set(of.map(({ source }) => source))].join(", ")}`)
    .join(" and ");

const REMEDIES: { readonly [flaw in Flaw]: string } = {
  stopped: "start the trail's logging",
  elsewhere: "change the trail to a multi-region trail",
  "without global services": "include global service events",
  selectors: "record these events with the trail's event selectors",
};
