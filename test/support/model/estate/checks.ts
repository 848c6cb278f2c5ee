// What the model's company asks: one check of a resource alone, one that rests on absence, one that needs another scope.
import { z } from "zod";
import { type Check, defineCheck } from "../../../../checks/check.ts";
import { defineEvaluator, fail, indeterminate, pass, relation } from "../../../../checks/kernel.ts";
import { Tests } from "../../../../observation/judging/evaluate.ts";
import type { ConfiguredCheck } from "../../../../observation/plan/tests-document.ts";

export const BOX = "test/box";
export const GUARD = "test/guard";
export const USER = "test/user";

/** Which way each type is read. */
export const LANES: Readonly<Record<string, string>> = { [BOX]: "memory", [GUARD]: "lagging", [USER]: "directory" };

const box = z.object({ open: z.boolean(), owner: z.string() });
const of = { provider: "azure", resourceType: BOX, global: false } as const;

const closed = defineEvaluator({
  ...of,
  reads: box.pick({ open: true }),
  evaluate: ({ open }) => (open ? fail("it is open") : pass("it is closed")),
});

const guarded = defineEvaluator({
  ...of,
  reads: box.pick({ owner: true }),
  related: {
    guards: relation({
      type: GUARD,
      within: "region",
      global: false,
      reads: z.object({ of: z.string() }),
      on: (guard) => [guard.of],
    }),
  },
  evaluate({ owner }, { related }) {
    const found = related.guards(owner).find(() => true);
    if (found.is === "unknown") return indeterminate(found.problem);
    return found.is === "found" ? pass("a guard stands before it") : fail("no guard stands before it");
  },
});

const owned = defineEvaluator({
  ...of,
  reads: box.pick({ owner: true }),
  related: {
    owners: relation({
      provider: "entra",
      type: USER,
      within: "scope",
      global: true,
      reads: z.object({ id: z.string(), enabled: z.boolean() }),
      on: ({ id }) => [id],
    }),
  },
  evaluate({ owner }, { related }) {
    const found = related.owners(owner).find(({ enabled }) => enabled);
    if (found.is === "unknown") return indeterminate(found.problem);
    return found.is === "found" ? pass("its owner is enabled") : fail("nobody who is enabled owns it");
  },
});

const check = (id: string, version: number, evaluators: Check["evaluators"]): ConfiguredCheck => ({
  check: defineCheck({
    id,
    version,
    domain: "network",
    title: id,
    requirement: "test",
    rationale: "test",
    remediation: {},
    limits: "test",
    severity: "low",
    parameters: z.object({}),
    references: [],
    evaluators,
  }),
  parameters: {},
});

/** What may be in force: a version of one check rises, and one check is withdrawn and comes back. */
const CONFIGURED: readonly (readonly ConfiguredCheck[])[] = [
  [check("boxes-closed", 1, [closed]), check("boxes-guarded", 1, [guarded]), check("boxes-owned", 1, [owned])],
  [check("boxes-closed", 2, [closed]), check("boxes-guarded", 1, [guarded]), check("boxes-owned", 1, [owned])],
  [check("boxes-closed", 2, [closed]), check("boxes-guarded", 1, [guarded])],
];

export type Asking = { readonly checks: readonly ConfiguredCheck[]; readonly tests: Tests };

/** The checks with the tests document that says so, by number. */
export const ASKING: readonly Asking[] = CONFIGURED.map((checks) => ({
  checks,
  tests: new Tests(checks, { lanes: LANES }, []),
}));
