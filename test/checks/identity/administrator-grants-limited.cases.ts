// Cases of the check that nothing grants everything outside of listed holders.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./administrator-grants-limited/aws.cases.ts";
import { cases as azure } from "./administrator-grants-limited/azure.cases.ts";
import { cases as gcp } from "./administrator-grants-limited/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
