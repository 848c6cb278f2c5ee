// Cases of the check that administration ports are closed to the internet.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./administration-ports-closed-to-internet/aws.cases.ts";
import { cases as azure } from "./administration-ports-closed-to-internet/azure.cases.ts";
import { cases as gcp } from "./administration-ports-closed-to-internet/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
