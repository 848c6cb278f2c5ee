// Cases of the check that machines, functions and services act without administrator rights.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./workloads-have-no-admin-rights/aws.cases.ts";
import { cases as azure } from "./workloads-have-no-admin-rights/azure.cases.ts";
import { cases as gcp } from "./workloads-have-no-admin-rights/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
