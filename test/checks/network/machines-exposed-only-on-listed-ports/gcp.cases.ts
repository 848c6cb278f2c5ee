// Cases of the check that the internet reaches machines only on listed ports: Google Cloud.
import type { Cases } from "../../cases.ts";
import { byAddress } from "./gcp-addresses.cases.ts";
import { byPolicies, unread } from "./gcp-policies.cases.ts";
import { byRules } from "./gcp-rules.cases.ts";

export const cases: Cases = {
  "gcp compute.googleapis.com/Instance": { cases: [...byRules, ...byAddress, ...byPolicies, ...unread] },
};
