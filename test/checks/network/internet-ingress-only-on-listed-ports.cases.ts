// Cases of the check on internet ingress only on listed ports.
import type { Cases } from "../cases.ts";
import { cases as aws } from "./internet-ingress-only-on-listed-ports/aws.cases.ts";
import { cases as azure } from "./internet-ingress-only-on-listed-ports/azure.cases.ts";
import { cases as gcp } from "./internet-ingress-only-on-listed-ports/gcp.cases.ts";

export const cases: Cases = { ...aws, ...azure, ...gcp };
