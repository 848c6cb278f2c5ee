// Lists which version of each check was asked when, and with which parameters: a period whose tests changed has several parts.
import { readTests } from "../../../evidence-schema/documents/document-schema.ts";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Ledger } from "../../../ledger/read/ledger.ts";
import type { Stretch } from "../../period/stretches.ts";
import type { PolicyTimes } from "../../tables/policy/policy-times.ts";

/** A check as it was asked in a stretch of time, in milliseconds since 1970. */
export type Test = Stretch & {
  readonly version: number;
  /** Those that the run used, by name. */
  readonly parameters: { readonly [name: string]: Json };
  /** `<provider> <type>` of each evaluator, sorted. */
  readonly types: readonly string[];
};

/** By check id, in order of time: neighbours differ in the version, a parameter or a type. Rejects with StoreError. */
export async function testsOverTime(
  ledger: Ledger,
  { asked }: Pick<PolicyTimes, "asked">,
): Promise<ReadonlyMap<string, readonly Test[]>> {
  const tests = new Map<string, Test[]>();
  for (const { digest, from, to } of asked) {
    if (digest === null) continue;
    for (const { id, version, parameters, evaluators } of readTests(await ledger.document("tests", digest)).checks) {
      const types = [...new Set(evaluators.map(({ provider, type }) => `${provider} ${type}`))].sort();
      const test: Test = { from, to, version, parameters, types };
      const of = tests.get(id) ?? [];
      tests.set(id, of);
      const last = of.at(-1);
      if (last !== undefined && last.to === from && isSame(last, test)) of[of.length - 1] = { ...last, to };
      else of.push(test);
    }
  }
  return tests;
}

/** Documents are canonical JSON, so equal values have equal texts. */
const isSame = (a: Test, b: Test): boolean =>
  JSON.stringify([a.version, a.parameters, a.types]) === JSON.stringify([b.version, b.parameters, b.types]);
