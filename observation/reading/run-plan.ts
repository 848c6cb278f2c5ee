// Keeps the plan that a run follows up to its seal, where several processes take part in the run; and the failures of its
// scopes.
import { z } from "zod";
import type { Roster } from "../../evidence-schema/log/log-schema.ts";
import { MAX_GEN, MAX_POSITION } from "../../evidence-schema/bytes/bounds.ts";
import { NO_LANDMARKS, type Landmarks } from "../../ledger/read/listing/landmarks.ts";
import { oneLine } from "../../ledger/read/one-line.ts";
import type { RunDocuments } from "../plan/documents.ts";
import type { RunScratch, KeptName } from "./kept-answers.ts";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const runPlan = z.strictObject({
  v: z.literal(1),
  run: z.string().min(1),
  slot: z.string(),
  began: z.string(),
  documents: z.record(z.string(), digest.nullable()),
  roster: z.strictObject({
    enrolled: z.array(z.string()),
    excluded: z.array(z.strictObject({ scope: z.string(), reason: z.string(), approver: z.string() })),
    found: z.array(z.string()),
    unlisted: z.array(z.string()),
  }),
  /** The scopes that are observed; the other ones that are enrolled are silent. */
  scopes: z.array(z.string()),
  /** A plan that was made before a deployment has none. */
  landmarks: z
    .strictObject({
      noted: z.int().min(-1).max(MAX_POSITION),
      full: z.record(
        z.string(),
        z.strictObject({ gen: z.int().min(0).max(MAX_GEN), seq: z.int().min(0).max(MAX_POSITION) }),
      ),
    })
    .default(NO_LANDMARKS),
});

export type RunPlan = {
  readonly run: string;
  readonly slot: string;
  /** When the run was planned. */
  readonly began: string;
  /** Without `queries`: what is asked, each scope's segment names itself. */
  readonly documents: RunDocuments;
  readonly roster: Roster;
  readonly scopes: readonly string[];
  /** Places that the planner saw: the listings of the others begin there. */
  readonly landmarks: Landmarks;
};

const PLAN = "plan/plan.json";
const outcomeName = (scope: string): KeptName => `assessed/${encodeURIComponent(scope)}/failed.json`;

/** Keeps the plan, unless there is one; gives the one that stays. */
export async function keepPlan(keep: RunScratch, plan: RunPlan): Promise<RunPlan> {
  await keep.put(PLAN, Buffer.from(JSON.stringify({ v: 1, ...plan })));
  return readPlan(keep);
}

/** Throws where the run has no plan: a run begins with its plan. */
export async function readPlan(keep: RunScratch): Promise<RunPlan> {
  const bytes = await keep.get(PLAN);
  if (bytes === null) throw new Error("the plan of this run is missing, and a run begins with its plan");
  const { v: _v, ...plan } = runPlan.parse(JSON.parse(bytes.toString("utf8")));
  return plan as unknown as RunPlan;
}

/** The landmarks of an earlier run; none where no plan is there, or it can't be read: they are hints. */
export async function landmarksIn(keep: RunScratch): Promise<Landmarks> {
  try {
    const bytes = await keep.get(PLAN);
    return runPlan.parse(JSON.parse(bytes?.toString("utf8") ?? "")).landmarks;
  } catch {
    return NO_LANDMARKS;
  }
}

const failure = z.strictObject({ problem: z.string() });

/** Keeps why nothing was appended to a scope. */
export async function keepFailure(keep: RunScratch, scope: string, problem: string): Promise<void> {
  await keep.put(outcomeName(scope), Buffer.from(JSON.stringify({ problem })));
}

/** Longest text that a seal, and so each mail and event, has of a failure. */
const MAX_PROBLEM = 1000;
const UNREADABLE = "the function that assesses the scope left no reason that can be read";

/**
 * Why nothing was appended to a scope, on one line; null where nobody said so. Another function wrote it: one that can't be read
 * is a reason too, since it must not cost the other scopes their seal.
 */
export async function keptFailure(keep: RunScratch, scope: string): Promise<string | null> {
  const bytes = await keep.get(outcomeName(scope));
  if (bytes === null) return null;
  const said = oneLine(
    problemIn(bytes)
      .slice(0, MAX_PROBLEM + 1)
      .toWellFormed(),
  );
  if (said === "") return UNREADABLE;
  return said.length <= MAX_PROBLEM ? said : `${said.slice(0, MAX_PROBLEM).toWellFormed()} (cut)`;
}

function problemIn(bytes: Buffer): string {
  try {
    return failure.parse(JSON.parse(bytes.toString("utf8"))).problem;
  } catch {
    return "";
  }
}
