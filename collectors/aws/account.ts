// Defines an account that is read live, as the config names it.

/** `config`: what AWS Config records is read from it, the rest by its services' own calls; `direct`: all by those calls. */
export type AwsLane = "config" | "direct";

/** An aggregator of AWS Config, and the region that it is in. */
export type Aggregator = { readonly name: string; readonly region: string };

export type AwsAccount = {
  /** Twelve digits. */
  readonly id: string;
  /** The first region is asked for what an account has once, and its recorder records IAM. */
  readonly regions: readonly string[];
  /** Regions that are left out on purpose; the roster has them with their reason. */
  readonly leftOut?: readonly string[];
  /** ARN of the role that reads it; null where the credentials at hand are the account's own. */
  readonly role: string | null;
  readonly externalId: string | null;
  readonly lane: AwsLane;
  /** The aggregator of AWS Config, in the account of the credentials at hand; null where the account's own Config is asked. */
  readonly aggregator: Aggregator | null;
};
