// Parameter groups that clusters of RDS and Aurora use, as `aws rds describe-db-cluster-parameters` tells them: one file a region.
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
