// Prints the part of `tidemark doctor` about the alarms of a deployment.
import { table, type Output } from "../../output.ts";
import type { PlaceHeard } from "./heard.ts";

/** Whether nothing keeps an alarm of any place silent, as far as is known: all of it is. */
export const isAllHeard = (places: readonly PlaceHeard[]): boolean =>
  places.every(({ silent, unknown }) => silent.length === 0 && unknown.length === 0);

/** A line for each cause, and one for all places where there is none. */
export function printAlarms(out: Output, places: readonly PlaceHeard[]): void {
  out.section(
    "Alarms that stay or may stay silent (place, cause, how to fix, alarms)",
    table(
      places.flatMap(({ scope, region, silent, unknown }) => [
        ...silent.map(({ missing, remedy, alarms }) => [`${scope} ${region}`, missing, remedy, alarms.join(", ")]),
        ...unknown.map(({ code, detail, remedy, alarms }) => [
          `${scope} ${region}`,
          `unknown (${code}: ${detail})`,
          remedy,
          alarms.join(", "),
        ]),
      ]),
    ),
  );
  if (!isAllHeard(places)) return;
  const heard = places.map(({ scope, region, trails }) => `${scope} ${region} by ${trails.join(" and ")}`);
  out.line(`CloudTrail reports every call that an alarm waits for: ${heard.join("; ")}`);
}
