// Cases of the check that privileged people have MFA.
import type { Cases } from "../cases.ts";
import { cases as accessPath } from "./privileged-people-have-mfa/access-path.cases.ts";
import { cases as aws } from "./privileged-people-have-mfa/aws.cases.ts";
import { cases as azure } from "./privileged-people-have-mfa/azure.cases.ts";
import { cases as eligible } from "./privileged-people-have-mfa/eligible.cases.ts";
import { cases as gcp } from "./privileged-people-have-mfa/gcp.cases.ts";
import { cases as policies } from "./privileged-people-have-mfa/iam-policies.cases.ts";
import { cases as iamUser } from "./privileged-people-have-mfa/iam-user.cases.ts";

const USER = "aws AWS::IAM::User";
const users = { [USER]: { cases: [...(iamUser[USER]?.cases ?? []), ...policies] } };

export const cases: Cases = { ...users, ...aws, ...azure, ...eligible, ...gcp, ...accessPath };
