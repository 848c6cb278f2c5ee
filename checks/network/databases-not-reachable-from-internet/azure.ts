// Lists the evaluators for databases of Azure: each service has its own firewall.
import { cosmosAccount } from "./azure-cosmos.ts";
import { managedInstance } from "./azure-managed-instance.ts";
import { mySqlServer, postgresCluster, postgresServer, sqlServer } from "./azure-servers.ts";

export const azure = [sqlServer, managedInstance, postgresServer, postgresCluster, mySqlServer, cosmosAccount];
