// Names the limit that a call to Google counts against: limits leave headroom for the customer's own traffic.
import { Budget, type Rate } from "../../live/budget.ts";
import type { GoogleApiName } from "../apis.ts";

/**
 * Calls of one project that requests count against. Cloud Asset counts 100 listings in a minute of a project
 * (https://docs.cloud.google.com/asset-inventory/docs/quota). The others are cautious values of our own: a
 * project can have other limits than the next one.
 */
const RATES: { readonly [api in GoogleApiName]: Rate } = {
  cloudasset: { perSecond: 1, concurrent: 2 },
  resourcemanager: { perSecond: 4, concurrent: 4 },
  cloudkms: { perSecond: 4, concurrent: 4 },
  cloudsql: { perSecond: 2, concurrent: 2 },
  apikeys: { perSecond: 2, concurrent: 2 },
  storage: { perSecond: 10, concurrent: 5 },
  iam: { perSecond: 10, concurrent: 5 },
  logging: { perSecond: 4, concurrent: 4 },
  compute: { perSecond: 8, concurrent: 4 },
  orgpolicy: { perSecond: 4, concurrent: 4 },
  networkmanagement: { perSecond: 2, concurrent: 2 },
  securitycentermanagement: { perSecond: 2, concurrent: 2 },
  policyanalyzer: { perSecond: 1, concurrent: 1 },
  serviceusage: { perSecond: 2, concurrent: 2 },
  directory: { perSecond: 5, concurrent: 2 },
  groups: { perSecond: 2, concurrent: 2 },
};

/** A budget of one project: nothing was called yet. */
export const projectBudget = (): Budget =>
  new Budget((_client, api) => ({ name: api, rate: RATES[api as GoogleApiName] }));
