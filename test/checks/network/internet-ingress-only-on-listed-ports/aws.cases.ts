// Cases of aws.
import type { Cases } from "../../cases.ts";

export const cases: Cases = {};
