// What is planned and by which lanes it is judged, before there are documents and by the documents: the same.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checks } from "../../../checks/index.ts";
import type { Evaluator } from "../../../checks/kernel.ts";
import { makeRosterDocument } from "../../../config/roster-document.ts";
import { canonicalize, parseCanonicalLine, type Json } from "../../../evidence-schema/bytes/canonical.ts";
import {
  readRoster,
  readTests,
  type RosterDocument,
  type TestsDocument,
} from "../../../evidence-schema/documents/document-schema.ts";
import { parseScope } from "../../../evidence-schema/keys/object-key.ts";
import { Plan } from "../../../evidence-schema/documents/plan.ts";
import { unitOf, type JsonObject } from "../../../evidence-schema/record/record.ts";
import { Tests } from "../../../observation/judging/evaluate.ts";
import { plannedUnits } from "../../../observation/plan/plan.ts";
import type { ConfiguredCheck, Lanes } from "../../../observation/plan/tests-document.ts";
import { runs } from "../../support/scale.ts";
import { OWNERS } from "../../support/ledger/two-providers.ts";

const REAL: readonly ConfiguredCheck[] = checks.map((check) => ({
  check,
  parameters: check.parameters.parse({}) as JsonObject,
}));
// One that copies all of another provider is among them.
const ALL: readonly ConfiguredCheck[] = [...REAL, ...OWNERS];
const evaluators: readonly (Evaluator & { readonly id: string })[] = ALL.flatMap(({ check }) =>
  check.evaluators.map((evaluator) => ({ ...evaluator, id: check.id })),
);
const PROVIDERS = [...new Set(evaluators.map(({ provider }) => provider)), "entra", "none"];
const TYPES = [
  ...new Set(evaluators.flatMap(({ resourceType, related }) => [resourceType, ...Object.values(related).map(typeOf)])),
];
function typeOf({ type }: { readonly type: string }): string {
  return type;
}

const ids = fc.constantFrom("1", "2", "3", "managementGroups/1", "managementGroups/2", "folders/1", "projects/1");
const scope = fc.tuple(fc.constantFrom(...PROVIDERS), ids).map((parts) => parts.join("/"));
const regions = fc.uniqueArray(fc.constantFrom("eu-central-1", "eu-west-1", "global", "us-east-1"), { maxLength: 4 });
const enrolled = fc.uniqueArray(fc.record({ scope, regions }), {
  selector: (each) => each.scope,
  minLength: 1,
  maxLength: 8,
});
const lanesOfTypes = fc.dictionary(fc.constantFrom(...TYPES), fc.constantFrom("config", "direct", "export"));
const lanes = fc.record({ lanes: lanesOfTypes, lanesOf: fc.dictionary(scope, lanesOfTypes, { maxKeys: 4 }) });
const some = fc.subarray([...ALL]);

type Enrolled = readonly { readonly scope: string; readonly regions: readonly string[] }[];

const rosterOf = (scopes: Enrolled): RosterDocument => {
  const all = scopes.map((each) => ({ ...each, regions: [...each.regions], name: null, leftOut: [] }));
  return readRoster(parseCanonicalLine(makeRosterDocument({ enrolled: all, excluded: [] })));
};
const testsOf = (configured: readonly ConfiguredCheck[], read: Lanes): Tests => new Tests(configured, read, ["team"]);

test("the tests document of all real checks has its form", () => {
  const { bytes, document } = testsOf(REAL, { lanes: {} });
  expect(readTests(parseCanonicalLine(bytes))).toEqual(document);
  expect(document.checks.map(({ id }) => id)).toEqual(checks.map(({ id }) => id).sort());
});

describe("the kind of a scope decides what is planned", () => {
  const ofAzure = testsOf(REAL, { lanes: {} }).document;
  const plannedIn = (of: string): string[] =>
    new Plan(ofAzure, rosterOf([{ scope: of, regions: [] }]), of).units.toSorted();

  test("a management group has role assignments and custom roles alone, and a subscription has them too", () => {
    expect(plannedIn("azure/managementGroups/northlight")).toEqual([
      "microsoft.authorization/roleassignments@global",
      "microsoft.authorization/roledefinitions@global",
    ]);
    const ofSubscription = plannedIn("azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73");
    expect(ofSubscription).toContain("microsoft.authorization/roleassignments@global");
    expect(ofSubscription.length).toBeGreaterThan(20);
  });

  test.each(["gcp/folders/1", "gcp/organizations/1"])("%s has its policy, and custom roles, alone", (of) =>
    expect(plannedIn(of)).toEqual([
      "Tidemark::IAM::OrganizationRole@global",
      "Tidemark::ResourceManager::ContainerPolicy@global",
    ]),
  );

  test.each(["azure/folders/1", "gcp/managementGroups/1", "entra/managementGroups/1", "none/1"])(
    "no check reads %s",
    (of) => expect(plannedIn(of)).toEqual([]),
  );

  test("a project is what other projects are, whose ids begin with a word too", () =>
    expect(plannedIn("gcp/projects/481516234201").length).toBeGreaterThan(10));

  test("a document of before kinds plans every type in each scope that encloses no other", () => {
    const before = {
      ...ofAzure,
      checks: ofAzure.checks.map((check) => ({ ...check, evaluators: check.evaluators.map(withoutKinds) })),
    };
    const of = "azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73";
    expect(new Plan(before, rosterOf([{ scope: of, regions: [] }]), of).units.toSorted()).toEqual(plannedIn(of));
  });
});

const withoutKinds = ({ kinds: _kinds, related, ...rest }: TestsDocument["checks"][number]["evaluators"][number]) => ({
  ...rest,
  related: related.filter(({ kind }) => kind === undefined),
});

describe("whatever is enrolled, configured and read", () => {
  test("the tests document has its form, in whichever order checks and lanes come", () => {
    fc.assert(
      fc.property(some, lanes, (configured, read) => {
        const { bytes } = testsOf(configured, read);
        expect(canonicalize(readTests(parseCanonicalLine(bytes)) as Json)).toBe(
          canonicalize(testsOf(configured.toReversed(), read).document as unknown as Json),
        );
      }),
      { numRuns: runs(200) },
    );
  });

  test("units are planned before there are documents as the documents plan them", () => {
    fc.assert(
      fc.property(enrolled, some, (scopes, configured) => {
        const roster = rosterOf(scopes);
        const { document } = testsOf(configured, { lanes: {} });
        for (const each of scopes) {
          const planned = plannedUnits(configured, each).map(({ type, region }) => unitOf(type, region));
          expect(new Plan(document, roster, each.scope).units.sort()).toEqual(planned);
          expect(new Set(planned).size).toBe(planned.length);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  test("a scope that is not enrolled has no units of any region", () => {
    const { document } = testsOf(ALL, { lanes: {} });
    const plan = new Plan(document, rosterOf([{ scope: "aws/2", regions: ["eu-west-1"] }]), "aws/1");
    expect(plan.isEnrolled).toBe(false);
    expect(plan.units.every((unit) => unit.endsWith("@global"))).toBe(true);
  });

  test("lanes are those of the type and of what it is related to, each as its own scopes read it", () => {
    fc.assert(
      fc.property(enrolled, some, lanes, (scopes, configured, read) => {
        const tests = testsOf(configured, read);
        const roster = rosterOf(scopes);
        for (const { scope: of } of scopes) {
          const plan = new Plan(tests.document, roster, of);
          for (const type of TYPES) {
            const expected = configured
              .flatMap(({ check }) => check.evaluators.map((evaluator) => ({ id: check.id, evaluator })))
              .filter(({ evaluator }) => evaluator.resourceType === type && isJudged(evaluator, of))
              .map(({ id, evaluator }) => [id, lanesOf(evaluator, of, scopes, read)]);
            const asked = tests.of(of, type, plan).map((each) => [each.configured.check.id, each.lanes]);
            expect(asked).toEqual(expected.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
            for (const {
              configured: { check },
              version,
            } of tests.of(of, type, plan))
              expect(plan.judge(check.id, type)?.version).toBe(version);
          }
        }
      }),
      { numRuns: runs(200) },
    );
  });
});

/** The kind of section 11. */
const kindIn = (scope: string): string => /^[a-z]+\/(managementGroups|folders|organizations)\//.exec(scope)?.[1] ?? "";

const isJudged = ({ provider, kinds = [""] }: Evaluator, scope: string): boolean =>
  provider === parseScope(scope).provider && kinds.some((kind) => kind === kindIn(scope));

/** The lanes of section 11, from the check itself. */
function lanesOf({ provider, resourceType, related }: Evaluator, of: string, scopes: Enrolled, read: Lanes): string {
  const lane = (where: string | null, type: string): string =>
    (where === null ? undefined : read.lanesOf?.[where]?.[type]) ?? read.lanes[type] ?? "none";
  const found = [lane(of, resourceType)];
  for (const { provider: other = provider, kind, type } of Object.values(related)) {
    const others = scopes
      .map((each) => each.scope)
      .filter((each) => each !== of && each.startsWith(`${other}/`) && kindIn(each) === (kind ?? ""));
    const there = other === provider && kind === undefined ? [of] : others;
    found.push(...(there.length === 0 ? [null] : there).map((where) => lane(where, type)));
  }
  return [...new Set(found)].sort().join("+");
}
