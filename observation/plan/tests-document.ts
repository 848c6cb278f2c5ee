// Writes the `tests` document: what is asked, with which parameters, of which slices, read by which lane.
import { z } from "zod";
import type { Check } from "../../checks/check.ts";
import type { Evaluator } from "../../checks/kernel.ts";
import { canonicalize, canonicalLine, type Json } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import {
  isElsewhere,
  isReadIn,
  type AskingEvaluator,
  type RelatedType,
} from "../../evidence-schema/documents/asked-types.ts";
import type { TestsDocument } from "../../evidence-schema/documents/document-schema.ts";
import type { JsonObject } from "../../evidence-schema/record/record.ts";

/** A check with the parameters that the company's config gives it. */
export type ConfiguredCheck = { readonly check: Check; readonly parameters: JsonObject };

/** Filled by sliceDigest() alone: a slice never changes, and its JSON Schema is costly. */
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
  const relations = Object.entries(evaluator.related).map(([name, { provider, kind, type, within, reads }]) => ({
    name,
    type,
    within,
    slice: sliceDigest(reads),
    // Where it is read in another scope, the same configuration could be judged differently.
    ...(provider === undefined ? {} : { provider }),
    ...(kind === undefined ? {} : { kind }),
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
    checks: checks
      .map((configured) => ({
        id: configured.check.id,
        version: configured.check.version,
        parameters: configured.parameters as Record<string, z.core.util.JSONType>,
        evaluators: configured.check.evaluators.map((evaluator) => {
          const { related, ...asking } = askingOf(evaluator);
          return { ...asking, version: evaluatorVersion(configured, evaluator), related };
        }),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    slices,
    lanes: ofTypes(lanes, slices),
    lanesOf: Object.fromEntries(Object.entries(lanesOf).map(([scope, of]) => [scope, ofTypes(of, slices)])),
    labels: [...labels].sort(),
  };
  return { document, bytes: canonicalLine(document as unknown as Json) };
}

/** An evaluator's types as the document has them: its own, and those that it needs beside it, each once in each place. */
export function askingOf({ provider, kinds, resourceType, global, related }: Evaluator) {
  const types = new Map<string, RelatedType>();
  for (const relation of Object.values(related)) {
    const { type, kind } = relation;
    const of = relation.provider ?? provider;
    types.set(`${of} ${kind ?? ""} ${type}`, {
      provider: of,
      type,
      global: relation.global,
      ...(kind === undefined ? {} : { kind }),
    });
  }
  return {
    provider,
    ...(kinds === undefined ? {} : { kinds: [...kinds] }),
    type: resourceType,
    global,
    related: [...types.values()],
  } satisfies AskingEvaluator;
}

/** The evaluators of `checks` that judge resources of a scope, each with its check. */
export const evaluatorsOf = (checks: readonly ConfiguredCheck[], scope: string) =>
  checks.flatMap(({ check }) =>
    check.evaluators.filter((each) => isReadIn(each, scope)).map((evaluator) => ({ check, evaluator })),
  );

/** The relations of an evaluator that other scopes answer, by name. */
export const relationsElsewhere = (evaluator: Evaluator) =>
  Object.entries(evaluator.related).filter(([, { provider = evaluator.provider, kind, type, global }]) =>
    isElsewhere(evaluator, { provider, kind, type, global }),
  );

// Lanes of the types that are read, in the order of those.
function ofTypes(lanes: Lanes["lanes"], types: object): Record<string, string> {
  return Object.fromEntries(
    Object.keys(types).flatMap((type) => (lanes[type] === undefined ? [] : [[type, lanes[type]]])),
  );
}
