// Judges ..., by which facts.
import { z } from "zod";
import { defineEvaluator, indeterminate } from "../../kernel.ts";

export const azure = defineEvaluator({
  provider: "azure",
  resourceType: "",
  global: true,
  // The slice that is locked away: name the page of the API that it follows.
  reads: z.object({}),
  evaluate() {
    return indeterminate({ code: "not-supported", detail: "nothing is judged yet" });
  },
});
