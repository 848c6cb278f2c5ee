// Cases of the check that policies on resources are not public.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./resource-policies-not-public/aws.cases.ts";
import { cases as azure } from "./resource-policies-not-public/azure.cases.ts";
import { cases as datasets } from "./resource-policies-not-public/gcp-dataset.cases.ts";
import { cases as gcp } from "./resource-policies-not-public/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp, ...datasets };
