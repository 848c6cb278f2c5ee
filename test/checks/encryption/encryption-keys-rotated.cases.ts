// Cases of the check that encryption keys rotate.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./encryption-keys-rotated/aws.cases.ts";
import { cases as azure } from "./encryption-keys-rotated/azure.cases.ts";
import { cases as gcp } from "./encryption-keys-rotated/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
