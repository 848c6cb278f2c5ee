// Cases of the check that databases are backed up.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./databases-backed-up/aws.cases.ts";
import { cases as azure } from "./databases-backed-up/azure.cases.ts";
import { cases as gcp } from "./databases-backed-up/gcp.cases.ts";
import { cases as azureSql } from "./databases-backed-up/azure-sql.cases.ts";
import { cases as dynamodb } from "./databases-backed-up/dynamodb.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp, ...azureSql, ...dynamodb };
