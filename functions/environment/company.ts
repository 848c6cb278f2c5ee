// Reads the company's config as it was deployed, and derives what follows from it alone.
import input from "#tidemark.config";
import { liveLanes } from "../../collectors/registry/lanes.ts";
import { isReadLive } from "../../config/live-clouds.ts";
import { configuredChecks } from "../../config/configured-checks.ts";
import { readConfig } from "../../config/define-config.ts";
import { canonicalLine, type Json } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import code from "../../observation/code.json" with { type: "json" };
import { Tests } from "../../observation/judging/evaluate.ts";
import { ObservationError } from "../../observation/observation-error.ts";
import { plannedUnits, ranked, type EnrolledScope } from "../../observation/plan/plan.ts";
import type { RunPlan } from "../../observation/reading/run-plan.ts";

export const config = readConfig(input, "tidemark.config.ts");
export const checks = configuredChecks(config);
export const tests = new Tests(checks, liveLanes(config), config.labels);
export const schedule = { v: 1, kind: "schedule", ...config.schedule } as const;
export const codeDocument = code as Json;

/** The scopes that functions read. */
export const collected: readonly EnrolledScope[] = config.scopes.filter(({ scope }) => isReadLive(config, scope));

export function enrolledScope(scope: string): EnrolledScope {
  const enrolled = collected.find((each) => each.scope === scope);
  if (enrolled === undefined)
    throw new ObservationError(
      `found scope ${scope}, expected a scope that the deployed config reads live. Deploy the config that enrols the scope`,
    );
  return enrolled;
}

/** The units that are read of a scope, subjects first. */
export const unitsOf = (enrolled: EnrolledScope) => ranked(checks, plannedUnits(checks, enrolled));

/** A run ends under what it began with: what was deployed meanwhile counts from the next one on. */
export function refuseOtherDeployment({ documents }: RunPlan): void {
  const here = { tests: sha256Hex(tests.bytes), code: sha256Hex(canonicalLine(codeDocument)) };
  if (documents.tests === here.tests && documents.code === here.code) return;
  throw new ObservationError(
    "another version was deployed while the run was under way. Nothing was appended. The next run uses the new version",
  );
}
