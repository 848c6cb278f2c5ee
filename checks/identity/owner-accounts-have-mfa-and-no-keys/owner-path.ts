// Judges the path by which people come to own a Google Cloud project: read once every policy that names owners is read.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable, relation, type Question } from "../../kernel.ts";

const EVERY = "policy";

const related = {
  every: relation({
    type: "Tidemark::ResourceManager::AncestorPolicy",
    within: "scope",
    global: true,
    reads: z.object({ Type: z.string() }),
    on: () => [EVERY],
  }),
};

export const ownerPath = defineEvaluator({
  provider: "gcp",
  resourceType: "Tidemark::AccessPath",
  global: true,
  reads: z.object({ Path: z.string(), Read: z.boolean() }),
  related,
  evaluate({ Path, Read }, { related: { every } }: Question<unknown, typeof related>) {
    const facts = { path: Path };
    if (Read) return notApplicable("people who have access through this path are judged one by one", facts);
    const own = every(EVERY).find(({ Type }) => Type === "project");
    // No row fails a predicate that always holds, so `none` means that every policy was read.
    const unread = every(EVERY).except(() => true);
    if (own.is === "found" && unread.is === "none") {
      return notApplicable(
        "every IAM policy that grants roles on the project was read, and each of those policies is judged",
        facts,
      );
    }
    // Exports may lack the answer altogether: that says no more than that the path was not read.
    for (const answer of [own, unread])
      if (answer.is === "unknown" && answer.problem.code !== "no-answer") return indeterminate(answer.problem, facts);
    return indeterminate(
      {
        code: "not-supported",
        detail: `Tidemark did not read every policy that has ${Path}`,
      },
      facts,
    );
  },
});
