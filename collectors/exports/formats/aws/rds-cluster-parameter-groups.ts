// Reads parameter groups of RDS and Aurora clusters, by `aws rds describe-db-cluster-parameters`: one file a region.
import { CLUSTER_GROUPS } from "../../../aws/answers/rds-parameters.ts";
import { rdsParameters } from "./rds-parameters.ts";

export const awsRdsClusterParameterGroups = rdsParameters({
  lane: "aws-rds-cluster-parameter-groups",
  kind: CLUSTER_GROUPS,
  run: [
    "describe-db-clusters",
    ".DBClusters[].DBClusterParameterGroup",
    "describe-db-cluster-parameters",
    "--db-cluster-parameter-group-name",
  ],
});
