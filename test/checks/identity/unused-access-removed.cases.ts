// Cases of the check that access which nobody uses is removed.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./unused-access-removed/aws.cases.ts";
import { cases as azure } from "./unused-access-removed/azure.cases.ts";
import { cases as gcp } from "./unused-access-removed/gcp.cases.ts";
import { cases as serviceAccountKey } from "./unused-access-removed/service-account-key.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp, ...serviceAccountKey };
