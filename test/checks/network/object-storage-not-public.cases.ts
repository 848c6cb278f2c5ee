// Cases of the check that object storage is not public.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./object-storage-not-public/aws.cases.ts";
import { cases as azure } from "./object-storage-not-public/azure.cases.ts";
import { cases as gcp } from "./object-storage-not-public/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
