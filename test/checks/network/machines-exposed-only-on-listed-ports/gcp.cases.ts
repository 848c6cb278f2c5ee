// Cases of gcp.
import type { Cases } from "../../cases.ts";

export const cases: Cases = {};
