// Lists the evaluators for aws.
import type { Evaluator } from "../../kernel.ts";

export const aws: readonly Evaluator[] = [];
