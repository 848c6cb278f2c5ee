// Compares the plan of a run, which the planning function made, with what the sealing function knows by itself.
// The sealing function signs nothing else.
import { makeBoundaryDocument } from "../../controls/boundary-document.ts";
import { recordedScopes } from "../../config/members/scopes.ts";
import { canonicalize, canonicalLine, type Json } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import {
  readRoster,
  readSchedule,
  type RosterDocument,
  type Schedule,
} from "../../evidence-schema/documents/document-schema.ts";
import { Violation } from "../../evidence-schema/violation.ts";
import { isReadLive } from "../../config/live-clouds.ts";
import type { Ledger, NewestSeal } from "../../ledger/read/ledger.ts";
import type { RunPlan } from "../../observation/reading/run-plan.ts";
import { runOfSlot, slotAt } from "../../observation/plan/slot.ts";
import { codeDocument, config, schedule, tests } from "../environment/company.ts";
import { PlanRefused } from "./plan-refused.ts";

/** The run to seal: `run` as the state machine names it, and the instant that the execution was started with (RFC 3339). */
export type RequestedRun = { readonly run: string; readonly asked: string };

/** Documents whose bytes follow from this bundle alone. The planner makes those that name people, by the salt. */
const OWN = {
  tests: sha256Hex(tests.bytes),
  code: sha256Hex(canonicalLine(codeDocument)),
  schedule: sha256Hex(canonicalLine(schedule as Json)),
  boundary: sha256Hex(makeBoundaryDocument(config.boundary)),
} as const;

/** A roster without what only the planner knows: what accounts are called, and who approved. */
type Watched = Pick<RosterDocument, "enrolled" | "excluded">;

/**
 * Reads what the plan refers to, and gives a check of it against a seal: the newest one when the run is sealed. A deployment
 * in mid-run leaves the plan with what the newest seal has, and that is signed too, so that the slot is not lost. The check
 * throws PlanRefused; so does this where the documents are none.
 */
export async function heldAgainst(
  ledger: Ledger,
  plan: RunPlan,
  { run, asked }: RequestedRun,
): Promise<(newest: NewestSeal | null) => void> {
  const { schedule: scheduled } = plan.documents;
  if (scheduled === null || scheduled === undefined) throw new PlanRefused("no schedule", "the deployed schedule");
  const roster = await documentOf(() => ledger.document("roster", plan.documents.roster).then(readRoster));
  const slot = slotOf(await documentOf(() => ledger.document("schedule", scheduled).then(readSchedule)), asked);
  return (newest) => {
    refuse("run", plan.run, [run, runOfSlot(slot)]);
    refuse("slot", plan.slot, [slot]);
    const sealed = newest?.seal;
    const planned: { readonly [kind: string]: string | null } = plan.documents;
    for (const [kind, digest] of Object.entries(OWN))
      one(`${kind} document`, planned[kind] ?? null, [digest, sealed?.documents[kind]]);
    one("enrolled scopes", plan.roster.enrolled, [
      ownRoster.enrolled.map(({ scope }) => scope),
      sealed?.roster.enrolled,
    ]);
    if (!same(plan.roster.excluded, sealed?.roster.excluded))
      refuse("excluded scopes", plan.roster.excluded.map(withoutApprover), [ownRoster.excluded]);
    if (plan.documents.roster !== sealed?.documents["roster"])
      refuse("roster document", withoutPeople(roster), [ownRoster]);
    refuse("roster document's scopes", scopesIn(roster), [[plan.roster.enrolled, plan.roster.excluded]]);
    refuse("scopes to observe", plan.scopes.toSorted(), [
      plan.roster.enrolled.filter((scope) => isReadLive(config, scope)),
    ]);
  };
}

async function documentOf<Document>(read: () => Promise<Document>): Promise<Document> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    throw new PlanRefused(`a document that breaks ${error.message}`, "a document of the planner");
  }
}

function slotOf(of: Schedule, asked: string): string {
  const slot = slotAt(of, Date.parse(asked));
  if (slot === null) throw new PlanRefused(`no slot of its schedule until ${asked}`, "a slot");
  return slot;
}

const same = (a: unknown, b: unknown): boolean =>
  b !== undefined && canonicalize(a as Json) === canonicalize(b as Json);

/** Throws where `found` is not among the expected values; undefined among these counts as no value. */
function one(what: string, found: unknown, expected: readonly unknown[]): void {
  if (expected.some((each) => same(found, each))) return;
  throw new PlanRefused(
    `${what} ${shown(found)}`,
    `${shown(expected[0])} as deployed, or the value of the newest seal`,
  );
}

/** Throws where `found` is not each of those that are expected. */
function refuse(what: string, found: unknown, expected: readonly unknown[]): void {
  const other = expected.find((each) => !same(found, each));
  if (other !== undefined) throw new PlanRefused(`${what} ${shown(found)}`, shown(other));
}

const MAX_SHOWN = 300;

const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : canonicalize(value as Json);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)} ...`;
};

const scopesIn = ({ enrolled, excluded }: RosterDocument): Json => [
  enrolled.map(({ scope }) => scope),
  excluded as Json,
];

const withoutApprover = <T extends { readonly approver: string }>({ approver: _approver, ...rest }: T) => rest;

function withoutPeople({ enrolled, excluded }: Watched) {
  const byName = <T>(key: (each: T) => string, all: readonly T[]): T[] =>
    all.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  return {
    enrolled: byName(({ scope }) => scope, enrolled).map(({ scope, regions, leftOut }) => ({
      scope,
      regions: regions.toSorted(),
      leftOut: byName(({ region }) => region, leftOut).map(withoutApprover),
    })),
    excluded: byName(({ scope }) => scope, excluded).map(withoutApprover),
  };
}

const ownRoster = withoutPeople(ownScopes());

function ownScopes(): Watched {
  const { scopes, excluded } = recordedScopes(config, () => "");
  return { enrolled: scopes.map((each) => ({ ...each, regions: [...each.regions] })), excluded };
}
