// Finds the recorded population that a sample may be drawn from: one that a seal lists, and whose list is still the same.
import { recordedPopulations, type RecordedPopulation } from "../../audit/handover/recorded.ts";
import type { NewestSeal } from "../../ledger/read/log-tail.ts";
import type { ReadAct } from "../../ledger/read/read-acts.ts";
import { UsageError } from "../exit.ts";
import type { AskedPopulation } from "./asking.ts";
import { sealedBySlot, type Recording } from "./recording.ts";

/** The act, or the reason why the sample is not bound to one. */
export type DrawnFrom = { readonly act: RecordedPopulation } | { readonly unbound: string };

type On = {
  readonly acts: readonly ReadAct[];
  readonly newest: NewestSeal | null;
  readonly recording: Recording;
};

/** Throws UsageError where the population has to be recorded or sealed first, or has changed since. */
export function drawnFrom(
  { asked, from, until, population }: AskedPopulation,
  { acts, newest, recording }: On,
): DrawnFrom {
  const same = recordedPopulations(acts, newest).filter(
    (each) => each.asked === asked && each.from === from && each.until === until,
  );
  const [last] = same.filter(({ isSealed }) => isSealed).slice(-1);
  if (last !== undefined && last.digest === population.digest) return { act: last };
  if (last !== undefined)
    throw new UsageError(
      `the population has changed since it was recorded at ${last.time}: found ${population.rows.length} rows with digest ${population.digest}, expected ${last.count} with ${last.digest}. Record it again: tidemark population with the same options; the auditor then chooses another seed`,
    );
  if ("why" in recording) return { unbound: recording.why };
  const [waiting] = same.slice(-1);
  if (waiting === undefined)
    throw new UsageError(
      "no record says that this population was listed before the seed was chosen. Run tidemark population with the same options first, and give its digest to the auditor",
    );
  const slot = sealedBySlot(recording);
  const at = `the population was recorded at ${waiting.time} (${waiting.record}), and no seal lists the record yet`;
  throw new UsageError(
    slot === null
      ? `${at}. Run tidemark collect, which seals it, and then this command again`
      : `${at}. Run this command again after the run of ${slot}, which seals it`,
  );
}
