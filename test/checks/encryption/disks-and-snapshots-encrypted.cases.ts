// Cases of the check that disks, file systems and their snapshots are encrypted.
import type { Cases } from "../cases.ts";
import { cases as azure } from "./disks-and-snapshots-encrypted/azure.cases.ts";
import { cases as ebs } from "./disks-and-snapshots-encrypted/ebs.cases.ts";
import { cases as efs } from "./disks-and-snapshots-encrypted/efs.cases.ts";
import { cases as gcp } from "./disks-and-snapshots-encrypted/gcp.cases.ts";
import { cases as rds } from "./disks-and-snapshots-encrypted/rds-snapshots.cases.ts";

export const cases: Cases = { ...ebs, ...rds, ...efs, ...azure, ...gcp };
