// Cases of the check that everybody who signs in has MFA.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./people-have-mfa/aws.cases.ts";
import { cases as azure } from "./people-have-mfa/azure.cases.ts";
import { cases as gcp } from "./people-have-mfa/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
