/** The resource types read from AWS Config: the members of each that leave here, in the spelling of the service's API. */
import type { ResourceTypes } from "./resource-type.ts";
import { ec2 } from "./types/ec2.ts";
import { iam } from "./types/iam.ts";
import { s3 } from "./types/s3.ts";

export const RESOURCE_TYPES: ResourceTypes = { ...s3, ...ec2, ...iam };
