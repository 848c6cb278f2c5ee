// Cases of the check that Kubernetes clusters are not public.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./kubernetes-clusters-not-public/aws.cases.ts";
import { cases as azure } from "./kubernetes-clusters-not-public/azure.cases.ts";
import { cases as gcp } from "./kubernetes-clusters-not-public/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
