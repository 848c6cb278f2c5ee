// The documents that rules rest on, in their form: tests, and the roster document that fits a roster.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { readRoster, readTests } from "../../../evidence-schema/documents/document-schema.ts";
import { Plan as UnitPlan, type Judge } from "../../../evidence-schema/documents/plan.ts";
import { splitUnit, type JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Document, DocumentPlan, Plan, Step } from "./plan.ts";

type Type = { readonly provider: string; readonly type: string; readonly global: boolean };
type Related = Type & { readonly kind?: string };
export type Evaluator = Type & {
  readonly kinds?: readonly string[];
  readonly related?: readonly Related[];
  readonly version?: string;
};

/** An evaluator of resources that lie in regions. */
export const regional = (provider: string, type: string, more: Partial<Evaluator> = {}): Evaluator => ({
  provider,
  type,
  global: false,
  ...more,
});

/** A `tests` document: evaluators by check, of one version unless they have their own, all types read by one lane. */
export function testsOf(
  checks: Readonly<Record<string, readonly Evaluator[]>>,
  version: number,
  members: JsonObject = {},
): JsonObject {
  const evaluators = Object.values(checks).flat();
  const types = evaluators.flatMap(({ type, related = [] }) => [type, ...related.map((each) => each.type)]);
  return {
    v: 1,
    kind: "tests",
    checks: Object.keys(checks)
      .sort()
      .map((id) => ({
        id,
        version,
        parameters: {},
        evaluators: (checks[id] ?? []).map((each) => judging(each, version)),
      })),
    slices: {},
    lanes: Object.fromEntries(types.map((type) => [type, "config"])),
    lanesOf: {},
    labels: [],
    ...members,
  };
}

const judging = ({ related = [], ...evaluator }: Evaluator, version: number): JsonObject => ({
  version: `${version}-0`,
  ...evaluator,
  related: [...related],
});

const REGIONS: Readonly<Record<string, readonly string[]>> = {
  aws: ["eu-west-1"],
  azure: ["westeurope"],
  gcp: ["europe-west1"],
};

/** The `roster` document of these scopes, with the usual region of each provider unless told otherwise. */
export function rosterOf(
  enrolled: readonly string[],
  excluded: readonly JsonObject[] = [],
  regions: Plan["regions"] = {},
): JsonObject {
  return {
    v: 1,
    kind: "roster",
    enrolled: [...new Set(enrolled)].sort().map((scope) => ({
      scope,
      name: null,
      regions: [...(regions[scope] ?? REGIONS[scope.split("/")[0] as string] ?? [])],
      leftOut: [],
    })),
    excluded: excluded.toSorted((a, b) => ((a["scope"] as string) < (b["scope"] as string) ? -1 : 1)),
  };
}

/** The documents in force at a step: the plan's, a roster that fits, and what the step gives instead. */
export function inForce(plan: Plan, step: Step): DocumentPlan {
  const roster = step.is === "seal" ? step.roster : undefined;
  const enrolled = (roster?.["enrolled"] ?? plan.enrolled) as readonly string[];
  const excluded = (roster?.["excluded"] ?? []) as readonly JsonObject[];
  const given = step.is === "seal" || step.is === "segment" ? step.documents : undefined;
  return { roster: rosterOf(enrolled, excluded, plan.regions), ...plan.documents, ...given };
}

/** Who judges a resource of a unit by a check in a scope; nobody where the documents have not their form. */
export function judgeOf(documents: DocumentPlan, scope: string): (check: string, unit: string) => Judge | undefined {
  const plan = planOf(documents, scope);
  return (check, unit) => plan?.judge(check, splitUnit(unit).type);
}

function planOf({ tests, roster }: DocumentPlan, scope: string): UnitPlan | null {
  try {
    return new UnitPlan(readTests(plain(tests)), roster === null ? null : readRoster(plain(roster)), scope);
  } catch {
    return null;
  }
}

const plain = (document: Document | undefined): Json => (Buffer.isBuffer(document) ? null : (document ?? null));
