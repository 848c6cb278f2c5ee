// Judges a path by which people of a directory reach a scope: it is read where the directory is enrolled and its people are.
import { z } from "zod";
import {
  defineEvaluator,
  indeterminate,
  notApplicable,
  relation,
  type Evaluator,
  type Provider,
  type Question,
} from "../kernel.ts";

/** A value that no person has: the question is whether all people were read, and copies none of them. */
const NOBODY = "nobody";

/** `people`: the type of a directory's people, in scopes of `directory`. */
export function directoryPath(
  provider: Provider,
  { directory, people }: { readonly directory: Provider; readonly people: string },
): Evaluator {
  const related = {
    people: relation({
      type: people,
      provider: directory,
      within: "scope",
      global: true,
      reads: z.object({}),
      on: () => [],
      asked: () => [NOBODY],
    }),
  };
  return defineEvaluator({
    provider,
    resourceType: "Tidemark::AccessPath",
    global: true,
    reads: z.object({ Path: z.string(), Read: z.boolean() }),
    related,
    evaluate({ Path }, { related: { people: all } }: Question<unknown, typeof related>) {
      const facts = { path: Path };
      const found = all(NOBODY).find(() => true);
      if (found.is === "unknown") return indeterminate(found.problem, facts);
      return notApplicable(
        "the people of every enrolled directory of this kind were read, and are judged one by one",
        facts,
      );
    },
  });
}
