// Defines the boundary of the system: the resources that the examination is about. All others are judged all the same.
import { z } from "zod";
import { Match, matches, type Subject } from "./match.ts";

/**
 * `production` runs the system, `supporting` is needed for it; both are within the boundary. `sandbox` holds nothing of it and
 * `out` is another system's: they count in reports, apart, and message nobody.
 */
export const PLACES = ["production", "supporting", "sandbox", "out"] as const;
export type Place = (typeof PLACES)[number];

export const Boundary = z.strictObject({
  /** In order: the first that matches decides. */
  rules: z.array(
    z.strictObject({
      match: Match,
      place: z.enum(PLACES),
      /** Why; an auditor reads it. */
      reason: z.string().min(1),
    }),
  ),
  /** The place of a resource that no rule matches. */
  otherwise: z.enum(PLACES).default("production"),
});
export type Boundary = z.infer<typeof Boundary>;

/** Without a boundary everything is production, so that a forgotten resource counts. */
export const EVERYTHING: Boundary = { rules: [], otherwise: "production" };

export function placeOf({ rules, otherwise }: Boundary, subject: Subject): Place {
  return rules.find(({ match }) => matches(match, subject))?.place ?? otherwise;
}

export const isWithin = (place: Place): boolean => place === "production" || place === "supporting";
