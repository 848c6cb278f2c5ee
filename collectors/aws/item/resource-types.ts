// Lists the resource types read from AWS Config, and the members of each that leave here, in the spelling of its API.
import type { ResourceTypes } from "./resource-type.ts";
import { acm } from "./types/acm.ts";
import { dms } from "./types/dms.ts";
import { dynamodb } from "./types/dynamodb.ts";
import { ec2 } from "./types/ec2/networks-and-disks.ts";
import { ec2Instances } from "./types/ec2/instances.ts";
import { ec2Routing } from "./types/ec2/routing.ts";
import { efs } from "./types/efs.ts";
import { eks } from "./types/eks.ts";
import { elb } from "./types/elb.ts";
import { iam } from "./types/iam.ts";
import { kms } from "./types/kms.ts";
import { msk } from "./types/msk.ts";
import { rds } from "./types/rds.ts";
import { redshift } from "./types/redshift.ts";
import { s3 } from "./types/s3.ts";
import { sns } from "./types/sns.ts";
import { sqs } from "./types/sqs.ts";

export const RESOURCE_TYPES: ResourceTypes = {
  ...acm,
  ...s3,
  ...ec2,
  ...ec2Instances,
  ...ec2Routing,
  ...iam,
  ...kms,
  ...rds,
  ...redshift,
  ...dynamodb,
  ...efs,
  ...eks,
  ...msk,
  ...dms,
  ...sns,
  ...sqs,
  ...elb,
};
