// What the estate is judged by: buckets with the trail that logs them, volumes, and storage accounts with their owners.
import { regional, testsOf } from "./documents.ts";

const trail = { provider: "aws", type: "AWS::CloudTrail::Trail", global: false };
const user = { provider: "entra", type: "users", global: true };
const ACCOUNTS = "microsoft.storage/storageaccounts";

const CHECKS = {
  encrypted: [regional("aws", "AWS::S3::Bucket"), regional("aws", "AWS::EC2::Volume"), regional("azure", ACCOUNTS)],
  logged: [regional("aws", "AWS::S3::Bucket", { related: [trail] })],
  owned: [regional("azure", ACCOUNTS, { related: [user] })],
};

/** Buckets are read directly, and what a bucket is logged by is read by Config: both lanes stand in that finding. */
const lanes = {
  "AWS::S3::Bucket": "direct",
  "AWS::EC2::Volume": "config",
  "AWS::CloudTrail::Trail": "config",
  [ACCOUNTS]: "config",
  users: "graph",
};

export const ESTATE_TESTS = testsOf(CHECKS, 1, { lanes });
export const ESTATE_TESTS_2 = testsOf(CHECKS, 2, { lanes });
