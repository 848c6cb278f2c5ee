// Every ledger vector, in the order of FORMAT.md.
import { bytes } from "./bytes.ts";
import { chain } from "./chain.ts";
import { closing } from "./closing.ts";
import { completeness } from "./completeness.ts";
import { coverages } from "./coverages.ts";
import { departures } from "./departures.ts";
import { encoding } from "./gzip.ts";
import { findings } from "./findings.ts";
import { founding } from "./objects.ts";
import { log } from "./log.ts";
import { notes } from "./notes.ts";
import { observations } from "./observations.ts";
import { opening } from "./opening.ts";
import { order } from "./order.ts";
import { outcomes } from "./outcomes.ts";
import { actsRestart } from "./acts-restart.ts";
import { restart } from "./restart.ts";
import { restatements } from "./restatements.ts";
import { rows } from "./rows.ts";
import { seals } from "./seals.ts";
import { slots } from "./slots.ts";
import { state } from "./state.ts";
import { transitions } from "./held.ts";
import { besides } from "./disowned.ts";
import { disownedActs } from "./disowned-acts.ts";
import { bounds } from "./bounds.ts";
import { documents } from "./documents.ts";
import { judges } from "./judges.ts";
import { kept } from "./kept.ts";
import { keyLeaves } from "./key-leaves.ts";
import { plans } from "./plans.ts";
import { rosters } from "./rosters.ts";
import { runs } from "./runs.ts";
import { windows } from "./windows.ts";
import type { LedgerVector } from "./vector.ts";
import { whole } from "./whole.ts";

export const ledgerVectors: readonly LedgerVector[] = [
  ...bytes,
  ...encoding,
  ...bounds,
  ...founding,
  ...documents,
  ...besides,
  ...disownedActs,
  ...chain,
  ...restart,
  ...actsRestart,
  ...order,
  ...opening,
  ...departures,
  ...observations,
  ...findings,
  ...coverages,
  ...plans,
  ...closing,
  ...state,
  ...restatements,
  ...transitions,
  ...judges,
  ...outcomes,
  ...seals,
  ...rows,
  ...log,
  ...rosters,
  ...runs,
  ...notes,
  ...keyLeaves,
  ...kept,
  ...slots,
  ...completeness,
  ...whole,
  ...windows,
];
