// Reads which checks were asked when a seal was made, and of which types, from the `tests` document that the seal names.
import { z } from "zod";
import type { Ledger, NewestSeal } from "../../ledger/read/ledger.ts";

const tests = z.object({
  checks: z.array(
    z.object({ id: z.string(), evaluators: z.array(z.object({ provider: z.string(), type: z.string() })) }),
  ),
});

/** By check id: `<provider> <type>` of each evaluator. Empty where the seal names no tests. */
export async function askedChecks(
  ledger: Ledger,
  { seal }: NewestSeal,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { tests: digest = null } = seal.documents;
  if (digest === null) return new Map();
  const { checks } = tests.parse(await ledger.document("tests", digest));
  return new Map(
    checks.map(({ id, evaluators }) => [id, new Set(evaluators.map(({ provider, type }) => `${provider} ${type}`))]),
  );
}
