// Cases of the check that databases are encrypted at rest.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./databases-encrypted-at-rest/aws.cases.ts";
import { cases as azure } from "./databases-encrypted-at-rest/azure.cases.ts";
import { cases as azureAnalytics } from "./databases-encrypted-at-rest/azure-analytics.cases.ts";
import { cases as elasticache } from "./databases-encrypted-at-rest/elasticache.cases.ts";
import { cases as postgresCluster } from "./databases-encrypted-at-rest/postgres-cluster.cases.ts";
import { cases as gcp } from "./databases-encrypted-at-rest/gcp.cases.ts";
import { cases as gcpStores } from "./databases-encrypted-at-rest/gcp-stores.cases.ts";
import { cases as rds } from "./databases-encrypted-at-rest/rds.cases.ts";
import { cases as stores } from "./databases-encrypted-at-rest/stores.cases.ts";

export const cases: Cases = {
  ...rds,
  ...aws,
  ...elasticache,
  ...stores,
  ...azure,
  ...azureAnalytics,
  ...postgresCluster,
  ...gcp,
  ...gcpStores,
};
