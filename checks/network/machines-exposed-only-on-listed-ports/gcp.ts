// Lists the evaluators for gcp.
import type { Evaluator } from "../../kernel.ts";

export const gcp: readonly Evaluator[] = [];
