// Which scopes of a run are assessed before the others: directories, then what encloses others, and no others.
import fc from "fast-check";
import { expect, test } from "vitest";
import { checks } from "../../../checks/index.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { assessedFirst } from "../../../functions/planning/directories.ts";
import { sharedBy, sharedFirst } from "../../../observation/judging/shared-types.ts";

const configured = checks.map((check) => ({ check, parameters: check.parameters.parse({}) as JsonObject }));
const scopesOf = (scopes: readonly string[]) => scopes.map((scope) => ({ scope }));

const ACCOUNT = "aws/111111111111";
const [SUBSCRIPTION, OTHER] = [
  "azure/aaaaaaaa-0000-4000-8000-000000000001",
  "azure/aaaaaaaa-0000-4000-8000-000000000002",
];
const [GROUP, ROOT] = [
  "azure/managementGroups/northlight",
  "azure/managementGroups/11111111-2222-3333-4444-555555555555",
];
const TENANT = "entra/11111111-2222-3333-4444-555555555555";
const ALL = [ACCOUNT, SUBSCRIPTION, GROUP, OTHER, ROOT, TENANT];
const [PROJECT, FOLDER, ORGANIZATION] = ["gcp/projects/1", "gcp/folders/2", "gcp/organizations/3"];
const CUSTOMER = "workspace/C01nl4h2x";
const GOOGLE = [PROJECT, FOLDER, ORGANIZATION, CUSTOMER];

test("a tenant comes first, then what encloses subscriptions, and each kind stays in its order", () => {
  expect(sharedFirst(configured, scopesOf(ALL)).map(({ scope }) => scope)).toEqual([
    TENANT,
    GROUP,
    ROOT,
    ACCOUNT,
    SUBSCRIPTION,
    OTHER,
  ]);
  expect(assessedFirst(configured, scopesOf(ALL))).toEqual({ directories: [TENANT], enclosing: [GROUP, ROOT] });
});

test.each([
  [[ACCOUNT], [], []],
  [[ACCOUNT, TENANT], [], []],
  [[SUBSCRIPTION, TENANT], [TENANT], []],
  [[GROUP, TENANT], [TENANT], []],
  [[SUBSCRIPTION, GROUP], [], [GROUP]],
  [GOOGLE, [CUSTOMER], [FOLDER, ORGANIZATION]],
  [[FOLDER, ORGANIZATION], [], []],
  [[FOLDER, CUSTOMER], [CUSTOMER], []],
])("of %j %j and %j are needed by another", (scopes, directories, enclosing) => {
  expect(assessedFirst(configured, scopesOf(scopes))).toEqual({ directories, enclosing });
});

test("whatever is enrolled, a scope comes after every scope of another kind that it needs", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...ALL, ...GOOGLE], { minLength: 1 }), (scopes) => {
      const inOrder = sharedFirst(configured, scopesOf(scopes)).map(({ scope }) => scope);
      expect(inOrder.toSorted()).toEqual(scopes.toSorted());
      const isGroup = (scope: string): boolean => [GROUP, ROOT].includes(scope);
      for (const scope of scopes)
        for (const needed of sharedBy(configured, scope, scopesOf(scopes)))
          if (!(isGroup(scope) && isGroup(needed)))
            expect(inOrder.indexOf(needed)).toBeLessThan(inOrder.indexOf(scope));
    }),
  );
});
