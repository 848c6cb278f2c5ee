// A slot's run in the deployed shape: planner, collectors, assessors and sealer, each a process of its own that may die, and
// that is started again as the state machine does. The bodies are those of functions/, over the project's own steps.
import { canonicalLine, type Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../../../evidence-schema/bytes/digest.ts";
import { readRoster, readSchedule } from "../../../../evidence-schema/documents/document-schema.ts";
import { formatTimestamp, parseTimestamp } from "../../../../evidence-schema/bytes/timestamp.ts";
import { timeToWrite } from "../../../../ledger/write/append.ts";
import { earliestRecord } from "../../../../ledger/write/earliest-record.ts";
import { ChainError } from "../../../../ledger/read/ledger.ts";
import { sealRun } from "../../../../ledger/seal/seal.ts";
import { refuseShrunkRoster } from "../../../../ledger/seal/shrunk-roster.ts";
import { rereadResources } from "../../../../observation/reading/answering.ts";
import { putDocuments } from "../../../../observation/plan/documents.ts";
import { headOf } from "../../../../observation/head.ts";
import { keepReread, KeptAnswers, NeedsRead, keysToReread } from "../../../../observation/reading/kept-answers.ts";
import { ObservationError } from "../../../../observation/observation-error.ts";
import { appendScope, lostRaces, MAX_READS } from "../../../../observation/observe-scope.ts";
import { plannedUnits, ranked, type EnrolledScope } from "../../../../observation/plan/plan.ts";
import { readParts } from "../../../../observation/reading/read-parts.ts";
import { recordDeployment } from "../../../../observation/plan/record-deployment.ts";
import { rosterOf } from "../../../../observation/plan/roster.ts";
import {
  keepFailure,
  keepPlan,
  keptFailure,
  landmarksIn,
  readPlan,
  type RunPlan,
} from "../../../../observation/reading/run-plan.ts";
import { refuseWrongSlot, runOfSlot, slotAt, slotBefore } from "../../../../observation/plan/slot.ts";
import type { Deployed } from "../estate/company.ts";
import { ModelReader } from "../estate/reader.ts";
import type { Process } from "../simulation/process.ts";
import { keepOf } from "../simulation/store.ts";
import type { World } from "../simulation/world.ts";
import { openLedger, PEOPLE } from "./run-options.ts";
import { tried } from "./tried.ts";

const PARTS_MS = 600_000;

/** Delivers the schedule's event of an instant: the newest slot until then is run. */
export async function deliver(world: World, at: string): Promise<void> {
  const plan = await tried(world, `planner of ${at}`, (process) => planRun(world, process, at));
  if (plan === null) return;
  await Promise.all(plan.scopes.map((scope) => observeScope(world, plan.run, scope)));
  await tried(world, `sealer of ${plan.run}`, (process) => sealOne(world, process, plan.run));
}

async function planRun(world: World, process: Process, at: string): Promise<RunPlan | null> {
  const deployed = world.company.deployed();
  const { schedule, scopes: watched, excluded, tests, code, by } = deployed;
  const slot = slotAt(schedule, parseTimestamp(at));
  if (slot === null) return null;
  refuseWrongSlot(slot, schedule, process.clock);
  const run = runOfSlot(slot);
  const began = formatTimestamp(process.clock.now());
  const before = keepOf(world, process, runOfSlot(slotBefore(slot, schedule)));
  const ledger = await openLedger(world, process, await landmarksIn(before));
  const newest = await ledger.newestSeal();
  if ((await ledger.sealOf(run, earliestRecord(slot), newest)) !== null) return null;
  const roster = rosterOf(watched, excluded, world.estate.scopes, []);
  refuseShrunkRoster(roster, newest);
  await timeToWrite(ledger, process.clock, newest?.seal.time ?? null);
  const documents = await putDocuments(ledger, {
    tests: tests.bytes,
    schedule: schedule as Json,
    scopes: watched,
    roster,
    code,
    policy: null,
    queries: null,
  });
  const functions = { "seal-run": by.code ?? "" };
  await recordDeployment(ledger, process.clock, newest, {
    documents,
    functions,
    sealer: "seal-run",
    principal: by.principal,
  });
  const scopes = watched.map(({ scope }) => scope);
  return keepPlan(keepOf(world, process, run), {
    run,
    slot,
    began,
    documents,
    roster,
    scopes,
    landmarks: ledger.landmarks,
  });
}

/** Reads and assesses until the scope is done with, as the state machine does. */
async function observeScope(world: World, run: string, scope: string): Promise<void> {
  let [attempt, next] = [1, "read" as "read" | "reread" | "done"];
  while (next !== "done") {
    const needs = next;
    await tried(world, `collector of ${scope} in ${run}`, (process) =>
      collect(world, process, { run, scope, attempt, needs }),
    );
    const assessed = await tried(world, `assessor of ${scope} in ${run}`, (process) =>
      assess(world, process, { run, scope, attempt }),
    );
    if (assessed === null) return;
    ({ attempt, next } = assessed);
  }
}

type Step = { readonly run: string; readonly scope: string; readonly attempt: number };

function enrolledIn({ scopes }: Deployed, scope: string): EnrolledScope {
  const enrolled = scopes.find((each) => each.scope === scope);
  if (enrolled === undefined)
    throw new ObservationError(
      `found scope ${scope}, expected a scope that the deployed config reads live. Deploy the config that enrols the scope`,
    );
  return enrolled;
}

function refuseOtherDeployment({ documents }: RunPlan, { tests, code }: Deployed): void {
  if (documents.tests === sha256Hex(tests.bytes) && documents.code === sha256Hex(canonicalLine(code))) return;
  throw new ObservationError(
    "another version was deployed while the run was under way. Nothing was appended. The next run uses the new version",
  );
}

async function collect(
  world: World,
  process: Process,
  { run, scope, attempt, needs }: Step & { readonly needs: "read" | "reread" },
): Promise<void> {
  const deployed = world.company.deployed();
  const keep = keepOf(world, process, run);
  const plan = await readPlan(keep);
  refuseOtherDeployment(plan, deployed);
  const ledger = await openLedger(world, process, plan.landmarks);
  const reader = new ModelReader(world, process);
  const { tests, checks } = deployed;
  if (needs === "reread") {
    const of = { scope, attempt };
    const answers = await rereadResources(reader, tests, { scope, ...PEOPLE }, (await keysToReread(keep, of)) ?? []);
    if (answers !== null) await keepReread(keep, of, answers);
    return;
  }
  const enrolled = enrolledIn(deployed, scope);
  const shard = [{ enrolled, units: ranked(checks, plannedUnits(checks, enrolled)) }];
  const deadline = process.clock.now() + PARTS_MS;
  const from = { scope: 0, part: 0 };
  await readParts({
    ledger,
    keep,
    reader,
    tests,
    people: PEOPLE,
    scopes: shard,
    attempt,
    from,
    deadline,
    clock: process.clock,
  });
}

async function assess(
  world: World,
  process: Process,
  { run, scope, attempt }: Step,
): Promise<{ readonly attempt: number; readonly next: "read" | "reread" | "done" }> {
  const deployed = world.company.deployed();
  const keep = keepOf(world, process, run);
  try {
    const plan = await readPlan(keep);
    refuseOtherDeployment(plan, deployed);
    if (attempt > MAX_READS) throw lostRaces(scope);
    const ledger = await openLedger(world, process, plan.landmarks);
    const enrolled = enrolledIn(deployed, scope);
    const { checks, tests, by } = deployed;
    const planned = { units: ranked(checks, plannedUnits(checks, enrolled)), head: () => headOf(ledger, scope) };
    const answering = new KeptAnswers(keep, { scope, attempt }, planned);
    const read = await answering.whole(enrolled);
    const appended = await appendScope(
      {
        ledger,
        clock: process.clock,
        answering,
        checks,
        tests,
        documents: plan.documents,
        roster: readRoster(await ledger.document("roster", plan.documents.roster)),
        by,
        began: plan.began,
        run,
        trigger: "slot",
        slot: plan.slot,
        notBefore: slotBefore(
          plan.slot,
          readSchedule(await ledger.document("schedule", plan.documents.schedule as string)),
        ),
        restarts: new Map(),
      },
      read,
    );
    if (appended !== null) world.told.set(appended.key, appended.root);
    return { attempt, next: "done" };
  } catch (error) {
    if (error instanceof NeedsRead) return { attempt: error.what === "read" ? attempt + 1 : attempt, next: error.what };
    if (!(error instanceof ObservationError || error instanceof ChainError)) throw error;
    await keepFailure(keep, scope, error.message);
    return { attempt, next: "done" };
  }
}

async function sealOne(world: World, process: Process, run: string): Promise<void> {
  const keep = keepOf(world, process, run);
  const { slot, began, documents, roster, scopes, landmarks } = await readPlan(keep);
  const ledger = await openLedger(world, process, landmarks);
  const failed = new Map<string, string>();
  for (const scope of scopes)
    failed.set(scope, (await keptFailure(keep, scope)) ?? "the function that assesses the scope did not finish");
  const { by } = world.company.deployed();
  const toSeal = { run, trigger: "slot", slot, began, by, documents, roster, observed: new Map(), failed } as const;
  await sealRun(ledger, world.signer(process), process.clock, toSeal);
}
