// Cases of the check that programs sign in by identity and not by stored key.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./workloads-use-no-long-lived-keys/aws.cases.ts";
import { cases as azure } from "./workloads-use-no-long-lived-keys/azure.cases.ts";
import { cases as gcp } from "./workloads-use-no-long-lived-keys/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
