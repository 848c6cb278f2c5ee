// Cases of the check that access keys and service account keys are rotated.
import { cases as aws } from "./access-keys-rotated/aws.cases.ts";
import { cases as azure } from "./access-keys-rotated/azure.cases.ts";
import { cases as gcp } from "./access-keys-rotated/gcp.cases.ts";
import type { Cases } from "../cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
