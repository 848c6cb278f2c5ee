// The way by which people come to own a Google Cloud project: read once every policy that could make them owners is.
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
    if (Read) return notApplicable("people who sign in through this path are judged one by one", facts);
    const own = every(EVERY).find(({ Type }) => Type === "project");
    // None that differs from what every policy is: so all were read.
    const unread = every(EVERY).except(() => true);
    if (own.is === "found" && unread.is === "none") {
      return notApplicable("owners are judged by the policies that make them owners", facts);
    }
    return indeterminate(
      { code: "not-supported", detail: `people who sign in through this path are not collected: ${Path}` },
      facts,
    );
  },
});
