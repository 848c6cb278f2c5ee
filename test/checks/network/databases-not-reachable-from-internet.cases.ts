// Cases of the check that databases are not reachable from the internet.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./databases-not-reachable-from-internet/aws.cases.ts";
import { cases as azure } from "./databases-not-reachable-from-internet/azure.cases.ts";
import { cases as cosmos } from "./databases-not-reachable-from-internet/cosmos.cases.ts";
import { cases as gcp } from "./databases-not-reachable-from-internet/gcp.cases.ts";
import { cases as managedInstance } from "./databases-not-reachable-from-internet/managed-instance.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...managedInstance, ...cosmos, ...gcp };
