// Defines how the servers behave where Azure leaves it open, or where a test wants it narrow: all of it may change while they run.

export type Settings = {
  /** Elements of a page where the caller names no $top. */
  readonly armPage: number;
  /** Most rows of a page of Resource Graph: 1000 in Azure. */
  readonly resourceGraphPage: number;
  readonly graphPage: number;
  /** Most elements of a page, whatever $top says: 999 in Graph. */
  readonly graphMost: number;
  /** Versions of the API that Resource Manager takes for a type, in lower case, in place of those that it knows (arm/api-versions.ts). */
  readonly apiVersions: { readonly [type: string]: readonly string[] };
  /** Whether limits are enforced: Resource Graph 15 in 5 s a principal, reports 5 in 10 s, conditional access 1 in 1 s. */
  readonly resourceGraphQuota: boolean;
  /** Queries that headers say are left of the quota at first: 15 in Azure. A test that asks more without waiting says more. */
  readonly resourceGraphQueries: number;
  /** Whether the 429 of that quota says Retry-After. */
  readonly resourceGraphRetryAfter: boolean;
  readonly reportsQuota: boolean;
  readonly conditionalAccessQuota: boolean;
  /** Resource Graph left out subscriptions for there being too many, and says so in a header alone. */
  readonly subscriptionLimitHit: boolean;
  /** Token requests that Entra still answers by AADSTS70021, as it does for minutes after a credential was made. */
  readonly propagating: number;
  /**
   * The report's 403 for a missing licence, at random in this share of requests, for apps without Directory.Read.All:
   * microsoftgraph/microsoft-graph-docs#11986. Null: never.
   */
  readonly licenceMisread: { readonly seed: number; readonly share: number } | null;
  /** How long an access token lasts, in seconds. */
  readonly tokenSeconds: number;
};

export const DEFAULT_SETTINGS: Settings = {
  armPage: 1000,
  resourceGraphPage: 1000,
  graphPage: 100,
  graphMost: 999,
  apiVersions: {},
  resourceGraphQuota: false,
  resourceGraphQueries: 15,
  resourceGraphRetryAfter: true,
  reportsQuota: false,
  conditionalAccessQuota: false,
  subscriptionLimitHit: false,
  propagating: 0,
  licenceMisread: null,
  tokenSeconds: 3599,
};

/** The same members, to be set. */
export type Mutable<T> = { -readonly [member in keyof T]: T[member] };
