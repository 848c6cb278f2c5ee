// Sends jobs to workers, or does them in this thread where there are none, and tells how far they are.
import type { Answer, Job, Told } from "./job.ts";

/** Does jobs one after another; each call waits for its turn. `close` ends what is under way. */
export type Hand = { readonly work: (file: Blob, job: Job, told: Told) => Promise<Answer>; readonly close: () => void };

/** The reader pressed Stop. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** The answers to `jobs` in their order. Rejects with Stopped once `signal` says so. */
export async function doAll(
  file: Blob,
  jobs: readonly Job[],
  hands: readonly Hand[],
  told: Told,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const answers: Answer[] = Array.from({ length: jobs.length });
  let next = 0;
  const work = async (hand: Hand): Promise<void> => {
    while (next < jobs.length) {
      if (signal.aborted) throw new Stopped();
      const at = next;
      next += 1;
      answers[at] = await hand.work(file, jobs[at] as Job, told);
    }
  };
  let stop: () => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new Stopped());
    signal.addEventListener("abort", stop);
  });
  try {
    await Promise.race([Promise.all(hands.map(work)), stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
  if (signal.aborted) throw new Stopped();
  return answers;
}
