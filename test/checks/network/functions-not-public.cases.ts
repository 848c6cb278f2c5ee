// Cases of the check that functions are not public.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./functions-not-public/aws.cases.ts";
import { cases as azure } from "./functions-not-public/azure.cases.ts";
import { cases as gcp } from "./functions-not-public/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
