// Cases of the check that platform services are closed to the internet.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./platform-services-closed-to-internet/aws.cases.ts";
import { cases as children } from "./platform-services-closed-to-internet/azure-children.cases.ts";
import { cases as azure } from "./platform-services-closed-to-internet/azure.cases.ts";
import { cases as switches } from "./platform-services-closed-to-internet/azure-switches.cases.ts";
import { cases as gcp } from "./platform-services-closed-to-internet/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...switches, ...children, ...gcp };
