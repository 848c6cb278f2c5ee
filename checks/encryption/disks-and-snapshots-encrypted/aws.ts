// Lists the evaluators for disks, file systems and snapshots of AWS.
import { ebs } from "./ebs.ts";
import { efs } from "./efs.ts";
import { rdsSnapshots } from "./rds-snapshots.ts";

export const aws = [...ebs, ...rdsSnapshots, efs];
