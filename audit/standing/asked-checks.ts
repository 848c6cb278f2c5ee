// Reads which checks were asked when a seal was made, and of which types, from the `tests` document that the seal names.
import { z } from "zod";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Ledger, NewestSeal } from "../../ledger/read/ledger.ts";

const tests = z.object({
  checks: z.array(
    z.object({
      id: z.string(),
      evaluators: z.array(z.object({ provider: z.string(), type: z.string(), global: z.boolean() })),
    }),
  ),
});

export type AskedCheck = {
  /** `<provider> <type>` of each evaluator. */
  readonly types: ReadonlySet<string>;
  /** Providers of which it asks types that each region has. */
  readonly regional: ReadonlySet<string>;
};

/** By check id. Empty where the seal names no tests. */
export async function askedChecks(ledger: Ledger, { seal }: NewestSeal): Promise<ReadonlyMap<string, AskedCheck>> {
  const { tests: digest = null } = seal.documents;
  if (digest === null) return new Map();
  return checksAsked(await ledger.document("tests", digest));
}

/** By check id, those of a `tests` document. Throws ZodError on a value of another form. */
export function checksAsked(document: Json): ReadonlyMap<string, AskedCheck> {
  const { checks } = tests.parse(document);
  return new Map(
    checks.map(({ id, evaluators }) => [
      id,
      {
        types: new Set(evaluators.map(({ provider, type }) => `${provider} ${type}`)),
        regional: new Set(evaluators.flatMap(({ provider, global }) => (global ? [] : [provider]))),
      },
    ]),
  );
}
