// Cases of the check that the accounts that own everything have MFA and no long-lived keys.
import type { Cases } from "../cases.ts";
import { cases as accessPath } from "./owner-accounts-have-mfa-and-no-keys/access-path.cases.ts";
import { cases as aws } from "./owner-accounts-have-mfa-and-no-keys/aws.cases.ts";
import { cases as azure } from "./owner-accounts-have-mfa-and-no-keys/azure.cases.ts";
import { cases as eligible } from "./owner-accounts-have-mfa-and-no-keys/eligible.cases.ts";
import { cases as entra } from "./owner-accounts-have-mfa-and-no-keys/entra.cases.ts";
import { cases as gcp } from "./owner-accounts-have-mfa-and-no-keys/gcp.cases.ts";

export const cases: Cases = { ...aws, ...entra, ...azure, ...eligible, ...gcp, ...accessPath };
