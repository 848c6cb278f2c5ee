// Resources of Azure as cases of their TLS settings name them, where they lie, and days on which Azure stopped older versions.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Members } from "../../cases.ts";

export const account = (properties: Members): Json => ({ id: "/subscriptions/s/accounts/a", properties });

export const newest = { minimumTlsVersion: "1.3" };
export const oldest = { minimumTlsVersion: "1.0" };

/** The last day of TLS 1.0 and 1.1 is 31 August 2025 in managed instances, and 2 February 2026 in Storage. */
export const beforeBoth = "2025-08-31T23:59:59.000Z";
export const beforeStorage = "2026-02-02T23:59:59.999Z";

/** Regions of other clouds than public Azure: the days are not theirs. */
export const elsewhere = ["usgovvirginia", "US DoD Central", "chinanorth3", "ussecwest"];

export const placed = (location: Json, properties: Members): Json => ({
  ...(account(properties) as Members),
  location,
});
