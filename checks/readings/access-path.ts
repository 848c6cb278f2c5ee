// Judges a path by which people reach a scope: while it is not read, nobody can say that all of them have MFA.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable, type Evaluator, type Provider } from "../kernel.ts";

const unread = (path: string): string => `Tidemark does not read the people who have access through ${path}`;

/**
 * An item per path and scope, made by the collector: no cloud lists the ways into itself. `whom`: the words for a path of
 * which not all people are judged.
 */
export const accessPath = (provider: Provider, whom = unread): Evaluator =>
  defineEvaluator({
    provider,
    resourceType: "Tidemark::AccessPath",
    global: true,
    reads: z.object({ Path: z.string(), Read: z.boolean() }),
    evaluate({ Path, Read }) {
      const facts = { path: Path };
      if (Read) return notApplicable("people who have access through this path are judged one by one", facts);
      return indeterminate({ code: "not-supported", detail: whom(Path) }, facts);
    },
  });
