// Cases of the check that outside parties have access only if the company knows them.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./outside-access-only-for-known-parties/aws.cases.ts";
import { cases as azure } from "./outside-access-only-for-known-parties/azure.cases.ts";
import { cases as gcp } from "./outside-access-only-for-known-parties/gcp.cases.ts";
import { cases as role } from "./outside-access-only-for-known-parties/role.cases.ts";

export const cases: Cases = { ...aws, ...role, ...azure, ...gcp };
