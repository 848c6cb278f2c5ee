// Cases of the check that the directory itself demands a second factor.
import type { Cases } from "../cases.ts";
import { cases as azure } from "./sign-in-policy-requires-mfa/azure.cases.ts";
import { cases as gcp } from "./sign-in-policy-requires-mfa/gcp.cases.ts";

export const cases: Cases = { ...azure, ...gcp };
