/** Parameter groups that clusters of RDS and Aurora use, as `aws rds describe-db-cluster-parameters` tells them: one file a region. */
import { rdsParameters } from "./rds-parameters.ts";

export const awsRdsClusterParameterGroups = rdsParameters({
  lane: "aws-rds-cluster-parameter-groups",
  type: "Tidemark::RDS::DBClusterParameterGroup",
  name: "DBClusterParameterGroupName",
  slug: "db-cluster-parameter-group",
  run: [
    "describe-db-clusters",
    ".DBClusters[].DBClusterParameterGroup",
    "describe-db-cluster-parameters",
    "--db-cluster-parameter-group-name",
  ],
});
