/** Registry of the sources that read the services of AWS themselves. */
import type { Source } from "../source.ts";
import { ec2Vpcs } from "./ec2-vpcs.ts";
import { s3Buckets } from "./s3-buckets.ts";

export const DIRECT_SOURCES: readonly Source[] = [ec2Vpcs, s3Buckets];
