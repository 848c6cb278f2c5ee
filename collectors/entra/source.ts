// Defines a source of Microsoft Entra, and how records name who told.
import { REPORT_LAG_SECONDS } from "./item/registration-details.ts";
import { SIGN_IN_LAG_SECONDS } from "./item/user-activity.ts";
import type { Source } from "../live/source.ts";
import type { EntraRegionRead } from "./region-read.ts";

/** A collection of Microsoft Graph; `action` of a call is the permission that an administrator grants to the application. */
export type EntraSource = Source<EntraRegionRead>;

export const MICROSOFT_GRAPH = {
  source: "microsoft-graph",
  lane: "microsoft-graph",
  endpoint: "Microsoft Graph v1.0",
  atomic: false,
  lagSeconds: 0,
} as const;

/** The report of second factors: Microsoft Graph tells it, later than the rest. */
export const REGISTRATION_REPORT = {
  ...MICROSOFT_GRAPH,
  source: "microsoft-graph-report",
  lagSeconds: REPORT_LAG_SECONDS,
} as const;

/** The last sign-ins of users: Microsoft Graph tells them later than the rest. */
export const SIGN_INS = {
  ...MICROSOFT_GRAPH,
  source: "microsoft-graph-sign-ins",
  lagSeconds: SIGN_IN_LAG_SECONDS,
} as const;
