// Lists the evaluators of resources of Google Cloud that have an IAM policy of their own.
import type { Evaluator } from "../../kernel.ts";

export const gcp: readonly Evaluator[] = [];
