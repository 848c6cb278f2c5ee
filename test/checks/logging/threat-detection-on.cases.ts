// Cases of the check that threat detection is on, by cloud.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./threat-detection-on/aws.cases.ts";
import { cases as azure } from "./threat-detection-on/azure.cases.ts";
import { cases as gcp } from "./threat-detection-on/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
