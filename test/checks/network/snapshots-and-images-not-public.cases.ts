// Cases of the check that snapshots and images are not public.
import type { Cases } from "../cases.ts";
import { cases as azure } from "./snapshots-and-images-not-public/azure.cases.ts";
import { cases as ec2 } from "./snapshots-and-images-not-public/ec2.cases.ts";
import { cases as gcp } from "./snapshots-and-images-not-public/gcp.cases.ts";
import { cases as rds } from "./snapshots-and-images-not-public/rds.cases.ts";

export const cases: Cases = { ...ec2, ...rds, ...azure, ...gcp };
