// Cases of the check that the audit trail is on.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./audit-trail-on/aws.cases.ts";
import { cases as awsTrail } from "./audit-trail-on/aws-trail.cases.ts";
import { cases as azure } from "./audit-trail-on/azure.cases.ts";
import { cases as gcp } from "./audit-trail-on/gcp.cases.ts";

export const cases: Cases = { ...aws, ...awsTrail, ...azure, ...gcp };
