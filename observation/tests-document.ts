// The `tests` document: what is asked, with which parameters, of which slices, read by which lane.
import { z } from "zod";
import type { Check, Evaluator } from "../checks/kernel.ts";
import { canonicalize, canonicalLine, type Json } from "../evidence-schema/canonical.ts";
import { sha256Hex } from "../evidence-schema/digest.ts";
import type { JsonObject } from "../evidence-schema/record.ts";

const testsDocument = z.strictObject({
  v: z.literal(1),
  kind: z.literal("tests"),
  checks: z.array(
    z.strictObject({
      id: z.string(),
      version: z.int(),
      parameters: z.record(z.string(), z.json()),
      evaluators: z.array(z.strictObject({ provider: z.string(), type: z.string(), version: z.string() })),
    }),
  ),
  /** By type: slice id to digest of its JSON Schema. A slice id is `<check>` or `<check>/<relation>`. */
  slices: z.record(z.string(), z.record(z.string(), z.string())),
  /** By type: the lane it is read by. */
  lanes: z.record(z.string(), z.string()),
  /** By scope and type: lanes that differ from those in one scope. Left out where none does. */
  lanesOf: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  /** Labels that are kept; all others are dropped before anything is written. */
  labels: z.array(z.string()),
});
export type TestsDocument = z.infer<typeof testsDocument>;

/** A check with the parameters that the company's config gives it. */
export type ConfiguredCheck = { readonly check: Check; readonly parameters: JsonObject };

const sliceDigests = new WeakMap<z.ZodType, string>();

/** Digest of the JSON Schema of a slice: it differs when other fields are read. */
function sliceDigest(reads: z.ZodType): string {
  let digest = sliceDigests.get(reads);
  if (digest === undefined) {
    digest = sha256Hex(canonicalize(z.toJSONSchema(reads) as Json));
    sliceDigests.set(reads, digest);
  }
  return digest;
}

export const subjectSlice = (check: Check): string => check.id;
export const relationSlice = (check: Check, relation: string): string => `${check.id}/${relation}`;

/** Version of one evaluator: the check's, and a digest of everything else that could change a verdict. */
export function evaluatorVersion({ check, parameters }: ConfiguredCheck, evaluator: Evaluator): string {
  const relations = Object.entries(evaluator.related).map(([name, { type, within, reads }]) => ({
    name,
    type,
    within,
    slice: sliceDigest(reads),
  }));
  const rest = canonicalize({ parameters, slice: sliceDigest(evaluator.reads), relations });
  return `${check.version}-${sha256Hex(rest).slice(0, 12)}`;
}

/** Slices by type, in the order of checks: what is projected of a resource of that type. */
export function slicesByType(checks: readonly ConfiguredCheck[]): Map<string, Map<string, z.ZodType>> {
  const slices = new Map<string, Map<string, z.ZodType>>();
  const add = (type: string, id: string, reads: z.ZodType): void => {
    const ofType = slices.get(type) ?? new Map<string, z.ZodType>();
    slices.set(type, ofType.set(id, reads));
  };
  for (const { check } of checks) {
    for (const evaluator of check.evaluators) {
      add(evaluator.resourceType, subjectSlice(check), evaluator.reads);
      for (const [name, { type, reads }] of Object.entries(evaluator.related))
        add(type, relationSlice(check, name), reads);
    }
  }
  return slices;
}

/** The way each type is read: by type, and by scope and type where one differs. */
export type Lanes = {
  readonly lanes: { readonly [type: string]: string };
  readonly lanesOf?: { readonly [scope: string]: { readonly [type: string]: string } };
};

/** The `tests` document of the checks, lanes and labels in force, with its bytes. */
export function makeTestsDocument(
  checks: readonly ConfiguredCheck[],
  { lanes, lanesOf = {} }: Lanes,
  labels: readonly string[],
): { readonly document: TestsDocument; readonly bytes: Buffer } {
  const slices: Record<string, Record<string, string>> = {};
  for (const [type, ofType] of slicesByType(checks)) {
    slices[type] = Object.fromEntries([...ofType].map(([id, reads]) => [id, sliceDigest(reads)]));
  }
  const document: TestsDocument = {
    v: 1,
    kind: "tests",
    checks: checks.map((configured) => ({
      id: configured.check.id,
      version: configured.check.version,
      parameters: configured.parameters as Record<string, z.core.util.JSONType>,
      evaluators: configured.check.evaluators.map((evaluator) => ({
        provider: evaluator.provider,
        type: evaluator.resourceType,
        version: evaluatorVersion(configured, evaluator),
      })),
    })),
    slices,
    lanes: ofTypes(lanes, slices),
    ...(Object.keys(lanesOf).length === 0
      ? {}
      : { lanesOf: Object.fromEntries(Object.entries(lanesOf).map(([scope, of]) => [scope, ofTypes(of, slices)])) }),
    labels: [...labels].sort(),
  };
  return { document, bytes: canonicalLine(document as unknown as Json) };
}

// Lanes of the types that are read, in the order of those.
function ofTypes(lanes: Lanes["lanes"], types: object): Record<string, string> {
  return Object.fromEntries(
    Object.keys(types).flatMap((type) => (lanes[type] === undefined ? [] : [[type, lanes[type]]])),
  );
}

/** Reads a stored `tests` document; throws ZodError where it is none. */
export const readTestsDocument = (value: Json): TestsDocument => testsDocument.parse(value);
