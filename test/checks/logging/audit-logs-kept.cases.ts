// Cases of the check that audit logs are kept.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./audit-logs-kept/aws.cases.ts";
import { cases as azure } from "./audit-logs-kept/azure.cases.ts";
import { cases as gcp } from "./audit-logs-kept/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
