// Plans the run of a slot: refuses what can't be, records documents, waivers and a deployment, and lists what to read.
import { z } from "zod";
import { policyOf } from "../config/policy.ts";
import { recordedScopes } from "../config/members/scopes.ts";
import type { Json } from "../evidence-schema/bytes/canonical.ts";
import { formatTimestamp } from "../evidence-schema/bytes/timestamp.ts";
import { earliestRecord } from "../ledger/write/earliest-record.ts";
import { beginRun } from "../observation/plan/begin-run.ts";
import { refuseShrunkRoster } from "../ledger/seal/shrunk-roster.ts";
import { rosterOf } from "../observation/plan/roster.ts";
import { sharedFirst } from "../observation/judging/shared-types.ts";
import { assessedFirst } from "./planning/directories.ts";
import { shardsOf } from "./planning/shards.ts";
import { keepPlan, landmarksIn } from "../observation/reading/run-plan.ts";
import { refuseWrongSlot, runOfSlot, slotAt, slotBefore } from "../observation/plan/slot.ts";
import { checks, codeDocument, collected, config, schedule, tests } from "./environment/company.ts";
import { handle } from "./environment/handle.ts";
import { deployedCode } from "./environment/deployed-code.ts";
import { foundScopes, ownPrincipal } from "./environment/own-account.ts";
import { clock, createdLedger, keepOf, keptKey, openNames } from "./environment/places.ts";
import type { Schedule } from "../evidence-schema/documents/document-schema.ts";

/** `slot`: when the scheduler fired, or an instant given by hand; the newest slot until then is the one that is run. */
const Event = z.object({ slot: z.iso.datetime() });

/** Lists that the state machine goes through. */
const SHARDS = "plan/shards.json";
const TENANTS = "plan/tenants.json";
const QUOTA_PROJECTS = "plan/quota-projects.json";
const DIRECTORIES = "plan/directories.json";
const ENCLOSING = "plan/enclosing.json";
const SCOPES = "plan/scopes.json";

/** `due` false: there is no ledger yet or no longer, nothing to observe for the slot, or it is sealed already. */
type Planned = {
  readonly due: boolean;
  readonly run: string | null;
  readonly slot: string | null;
  /** Keys in the work bucket of what the maps go through: accounts of AWS, tenants of Azure, quota projects of Google Cloud, and all scopes. */
  readonly shards?: string;
  readonly tenants?: string;
  readonly quotaProjects?: string;
  /** Scopes of which others copy: they are assessed before all scopes are, and of them the directories first. */
  readonly directories?: string;
  readonly enclosing?: string;
  readonly scopes?: string;
};

export const handler = handle<z.infer<typeof Event>, Planned>(Event, async (event) => {
  const slot = slotAt(schedule as Schedule, Date.parse(event.slot));
  if (slot === null) return { result: { due: false, run: null, slot: null }, counts: {} };
  refuseWrongSlot(slot, schedule as Schedule, clock);
  const run = runOfSlot(slot);
  const began = formatTimestamp(clock.now());
  const before = runOfSlot(slotBefore(slot, schedule as Schedule));
  // Listings go on from where the planner of the slot before stood.
  const ledger = await createdLedger(await landmarksIn(keepOf(before)));
  if (ledger === null) return { result: { due: false, run, slot }, counts: {} };
  const newest = await ledger.newestSeal();
  // Nothing is due after an end: the missing-seal alarm rings until the schedule is stopped too.
  if ((await ledger.end()) !== null) return { result: { due: false, run, slot }, counts: {} };
  if ((await ledger.sealOf(run, earliestRecord(slot), newest)) !== null)
    return { result: { due: false, run, slot }, counts: {} };
  const names = await openNames(ledger.genesis.salt);
  const principal = await ownPrincipal(names.person);
  const listed = await foundScopes(before);
  const { scopes: watched, excluded } = recordedScopes(config, names.person);
  const roster = rosterOf(watched, excluded, listed.found, listed.unlisted);
  refuseShrunkRoster(roster, newest);
  const functions = deployedCode();
  // Acts that the chain refuses cost no evidence: the seal says that the chain failed, and why.
  const { documents } = await beginRun(ledger, clock, {
    newest,
    tests: tests.bytes,
    schedule: schedule as Json,
    scopes: watched,
    listed,
    roster,
    code: codeDocument,
    policy: policyOf(config, names.person),
    queries: null,
    functions,
    sealer: functions["seal-run"] as string,
    principal,
  });
  await names.flush();
  const keep = keepOf(run);
  const scopes = collected.map(({ scope }) => scope);
  const plan = await keepPlan(keep, { run, slot, began, documents, roster, scopes, landmarks: ledger.landmarks });
  const { aws, azure, gcp } = shardsOf(config, plan.scopes);
  const items = (shards: readonly (readonly string[])[]) =>
    Buffer.from(JSON.stringify(shards.map((of) => ({ run, scopes: of, attempt: 1 }))));
  await keep.put(SHARDS, items(aws));
  await keep.put(TENANTS, items(azure));
  await keep.put(QUOTA_PROJECTS, items(gcp));
  // Scopes that others need are assessed first: a scope copies what their chains say when it is assessed.
  const inOrder = sharedFirst(
    checks,
    plan.scopes.map((scope) => ({ scope })),
  );
  const toAssess = (of: readonly string[]) =>
    Buffer.from(JSON.stringify(of.map((scope) => ({ run, scope, attempt: 1 }))));
  const { directories, enclosing } = assessedFirst(checks, inOrder);
  await keep.put(DIRECTORIES, toAssess(directories));
  await keep.put(ENCLOSING, toAssess(enclosing));
  await keep.put(SCOPES, toAssess(inOrder.map(({ scope }) => scope)));
  const result = {
    due: true,
    run,
    slot,
    shards: keptKey(run, SHARDS),
    tenants: keptKey(run, TENANTS),
    quotaProjects: keptKey(run, QUOTA_PROJECTS),
    directories: keptKey(run, DIRECTORIES),
    enclosing: keptKey(run, ENCLOSING),
    scopes: keptKey(run, SCOPES),
  };
  // A seal names parents that could not be listed, and has no place for the causes.
  return { result, counts: { Scopes: scopes.length }, noted: { unlisted: listed.problems } };
});
