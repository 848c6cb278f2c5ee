// Lists the evaluators for azure.
import type { Evaluator } from "../../kernel.ts";

export const azure: readonly Evaluator[] = [];
