// Cases of the check on machines exposed only on listed ports.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./machines-exposed-only-on-listed-ports/aws.cases.ts";
import { cases as azure } from "./machines-exposed-only-on-listed-ports/azure.cases.ts";
import { cases as gcp } from "./machines-exposed-only-on-listed-ports/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
