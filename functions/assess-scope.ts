// Compares what was read of one scope with its chain, and appends what changed; or says what has to be read first.
import { z } from "zod";
import { ChainError } from "../ledger/read/ledger.ts";
import { headOf } from "../observation/head.ts";
import { KeptAnswers, NeedsRead, type NeededRead } from "../observation/reading/kept-answers.ts";
import { ObservationError } from "../observation/observation-error.ts";
import { appendScope, lostRaces, MAX_READS, type RunContext } from "../observation/observe-scope.ts";
import { keepFailure, readPlan } from "../observation/reading/run-plan.ts";
import { slotBefore } from "../observation/plan/slot.ts";
import { readRoster, readSchedule } from "../evidence-schema/documents/document-schema.ts";
import { requestedInWork } from "./work-bucket/restart-requests.ts";
import { ownBy } from "./environment/own-by.ts";
import { checks, enrolledScope, refuseOtherDeployment, tests, unitsOf } from "./environment/company.ts";
import { handle } from "./environment/handle.ts";
import { cachesOf, clock, keepOf, openLedger } from "./environment/places.ts";

const Event = z.object({ run: z.string(), scope: z.string(), attempt: z.int().min(1) });

export const handler = handle(Event, async ({ run, scope, attempt }) => {
  const keep = keepOf(run);
  try {
    const plan = await readPlan(keep);
    const { slot, documents, began } = plan;
    refuseOtherDeployment(plan);
    if (attempt > MAX_READS) throw lostRaces(scope);
    const ledger = await openLedger(plan.landmarks, "assessCache");
    const enrolled = enrolledScope(scope);
    const planned = { units: unitsOf(enrolled), head: () => headOf(ledger, scope) };
    const answering = new KeptAnswers(keep, { scope, attempt }, planned);
    const read = await answering.whole(enrolled);
    const context: RunContext = {
      ledger,
      clock,
      answering,
      checks,
      tests,
      documents,
      roster: readRoster(await ledger.document("roster", documents.roster)),
      by: await ownBy(),
      began,
      run,
      trigger: "slot" as const,
      slot,
      // The schedule that the run names, by which W9 is asked: another one may have been deployed since.
      notBefore: slotBefore(slot, readSchedule(await ledger.document("schedule", documents.schedule as string))),
      restarts: new Map(),
      requestedBefore: requestedInWork(ledger),
    };
    const appended = await appendScope(context, read);
    const changes = appended === null ? 0 : appended.changes.length + appended.baseline.results;
    return {
      ...result({ run, scope, attempt, next: "done" }, { Changes: changes }),
      noted: cachesOf(ledger),
    };
  } catch (error) {
    if (error instanceof NeedsRead) {
      const again = error.what === "read" ? attempt + 1 : attempt;
      return result({ run, scope, attempt: again, next: error.what }, {});
    }
    if (!(error instanceof ObservationError || error instanceof ChainError)) throw error;
    // Sealed as failed, with its reason: the other scopes are not concerned.
    await keepFailure(keep, scope, error.message);
    return result({ run, scope, attempt, next: "done" }, { ScopesFailed: 1 });
  }
});

type Assessed = {
  readonly run: string;
  readonly scope: string;
  readonly attempt: number;
  readonly next: "done" | NeededRead;
};

const result = (assessed: Assessed, counts: { readonly [metric: string]: number }) => ({ result: assessed, counts });
