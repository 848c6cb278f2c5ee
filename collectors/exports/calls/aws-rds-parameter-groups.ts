/** Parameter groups that database instances of RDS use, as `aws rds describe-db-parameters` tells them: one file a region. */
import { rdsParameters } from "./rds-parameters.ts";

export const awsRdsParameterGroups = rdsParameters({
  lane: "aws-rds-parameter-groups",
  type: "Tidemark::RDS::DBParameterGroup",
  name: "DBParameterGroupName",
  slug: "db-parameter-group",
  run: [
    "describe-db-instances",
    ".DBInstances[].DBParameterGroups[].DBParameterGroupName",
    "describe-db-parameters",
    "--db-parameter-group-name",
  ],
});
