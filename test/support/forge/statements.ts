// The records of forged segments in few words; what follows from state is left for the fold to fill in.
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import type { Draft, Restatements } from "./plan.ts";

export const CONFIG: JsonObject = {
  source: "config",
  lane: "config",
  principal: "role/tidemark",
  endpoint: "config.eu-west-1",
  query: null,
  atomic: true,
  lagSeconds: 0,
};

/** Who ran the software that wrote the ledger. */
export const BY: JsonObject = { principal: "role/tidemark", software: "tidemark 1.0.0", code: "c0".repeat(32) };

export const opened = (body: JsonObject = {}): Draft => ({
  type: "run-opened",
  body: { trigger: "manual", slot: null, extent: "delta", sources: [CONFIG], ...body },
});

export const departure = (key: string, reason: string, body: JsonObject = {}): Draft => ({
  type: "departure",
  body: { key, reason, ...body },
});

export const restatements: Restatements = { restate: true };

/** A finding of one check; version and lanes are left to the tests in force, held and transition to be compared. */
export const judged = (check: string, outcome: string, body: JsonObject = {}): JsonObject => ({
  check,
  outcome,
  because: `it is ${outcome}`,
  facts: {},
  basis: "configured",
  problem: outcome === "indeterminate" ? { code: "denied", detail: "s3:GetBucketPolicy" } : null,
  relied: { keys: [], units: [] },
  ...body,
});

export const observation = (
  key: string,
  unit: string,
  findings: readonly JsonObject[],
  body: JsonObject = {},
): Draft => ({
  type: "observation",
  body: {
    key,
    incarnation: "1",
    unit,
    region: "eu-west-1",
    name: null,
    createdAt: null,
    labels: {},
    projection: {},
    findings,
    ...body,
  },
});

export const context = (from: string, key: string, unit: string, body: JsonObject = {}): Draft => ({
  type: "context",
  body: { key: `${from}#${key}`, incarnation: "1", unit: `${from}#${unit}`, from, projection: {}, ...body },
});

export const finding = (key: string, judgement: JsonObject, body: JsonObject = {}): Draft => ({
  type: "finding",
  body: { key, finding: judgement, ...body },
});

const row = (unit: string, body: JsonObject): JsonObject => ({
  unit,
  pages: 1,
  first: null,
  last: null,
  server: null,
  ...body,
});

export const complete = (unit: string, dataTime: string, body: JsonObject = {}): JsonObject =>
  row(unit, { complete: true, dataTime, problem: null, ...body });

/** A row that was not read to its end; `body` says which keys were `seen` or `unseen`, the latter "all" without it. */
export const incomplete = (unit: string, body: JsonObject = { unseen: "all" }): JsonObject =>
  row(unit, { complete: false, dataTime: null, problem: { code: "throttled", detail: "ListBuckets" }, ...body });

export const coverage = (units: readonly JsonObject[], asked: JsonObject = {}, source = "config"): Draft => ({
  type: "coverage",
  body: { source, units, asked: { seen: [], notFound: [], failed: [], ...asked } },
});

export const closed = (body: JsonObject = {}): Draft => ({
  type: "run-closed",
  body: { calls: { config: 1 }, ...body },
});
