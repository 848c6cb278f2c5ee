// Defines how the servers of Google behave where a test wants it narrow: all of it may change while they run.
import type { Service } from "../clouds/wire/asked.ts";

export type Settings = {
  /** Most elements of a page, whatever is asked for. */
  readonly page: number;
  /** APIs that are off in the project that requests count against. */
  readonly off: readonly Service[];
  /** APIs that are off in a project that is read, by `projects/<number>`: Compute, Cloud SQL and others look there. */
  readonly offIn: { readonly [project: string]: readonly Service[] };
  /** Types that Cloud Asset Inventory refuses. */
  readonly refusedTypes: readonly string[];
  /** Types that Cloud Asset Inventory has beside those of the estate: a listing of any other is refused. */
  readonly assetTypes: readonly string[];
  /** Seconds by which the inventory's own `readTime` is behind where none is asked for. */
  readonly inventoryLagSeconds: number;
  /** How long an access token lasts, in seconds. */
  readonly tokenSeconds: number;
};

export const DEFAULT_SETTINGS: Settings = {
  page: 1000,
  off: [],
  offIn: {},
  refusedTypes: [],
  assetTypes: [],
  inventoryLagSeconds: 0,
  tokenSeconds: 3599,
};
