// Cases of the check that machines and images are scanned, by cloud.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./images-and-machines-scanned/aws.cases.ts";
import { cases as azure } from "./images-and-machines-scanned/azure.cases.ts";
import { cases as gcp } from "./images-and-machines-scanned/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
