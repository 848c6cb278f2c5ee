// Cases of the check that stores refuse unencrypted connections.
import type { Cases } from "../cases.ts";
import { cases as azure } from "./transport-encryption-required/azure.cases.ts";
import { cases as azureSql } from "./transport-encryption-required/azure-sql.cases.ts";
import { cases as caches } from "./transport-encryption-required/caches.cases.ts";
import { cases as flexibleServer } from "./transport-encryption-required/flexible-server.cases.ts";
import { cases as gcp } from "./transport-encryption-required/gcp.cases.ts";
import { cases as listedStores } from "./transport-encryption-required/listed-stores.cases.ts";
import { cases as memorystore } from "./transport-encryption-required/memorystore.cases.ts";
import { cases as moving } from "./transport-encryption-required/moving.cases.ts";
import { cases as namespaces } from "./transport-encryption-required/namespaces.cases.ts";
import { cases as rdsCluster } from "./transport-encryption-required/rds-cluster.cases.ts";
import { cases as rdsInstance } from "./transport-encryption-required/rds-instance.cases.ts";
import { cases as redshift } from "./transport-encryption-required/redshift.cases.ts";
import { cases as s3 } from "./transport-encryption-required/s3.cases.ts";

export const cases: Cases = {
  ...s3,
  ...rdsInstance,
  ...rdsCluster,
  ...redshift,
  ...listedStores,
  ...moving,
  ...azure,
  ...azureSql,
  ...flexibleServer,
  ...caches,
  ...namespaces,
  ...gcp,
  ...memorystore,
};
