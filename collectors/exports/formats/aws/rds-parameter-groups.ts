// Reads parameter groups of RDS database instances, by `aws rds describe-db-parameters`: one file a region.
import { INSTANCE_GROUPS } from "../../../aws/answers/rds-parameters.ts";
import { rdsParameters } from "./rds-parameters.ts";

export const awsRdsParameterGroups = rdsParameters({
  lane: "aws-rds-parameter-groups",
  kind: INSTANCE_GROUPS,
  run: [
    "describe-db-instances",
    ".DBInstances[].DBParameterGroups[].DBParameterGroupName",
    "describe-db-parameters",
    "--db-parameter-group-name",
  ],
});
