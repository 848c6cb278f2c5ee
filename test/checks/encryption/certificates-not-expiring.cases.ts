// Cases of the check that certificates are renewed before they end.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./certificates-not-expiring/aws.cases.ts";
import { cases as azure } from "./certificates-not-expiring/azure.cases.ts";
import { cases as gcp } from "./certificates-not-expiring/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
