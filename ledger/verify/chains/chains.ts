// Verifies all chains, on every core where there is enough to do: a scope is one task, the largest first.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { StoreError, type ReadStore } from "../../store.ts";
import { verifyChain } from "./chain.ts";
import type { ChainReport, ChainTask } from "./chain-task.ts";
import type { WorkerAnswer, WorkerRequest } from "./worker.ts";

/** An object takes about as long to open as so many lines take to read. */
const LINES_OF_AN_OBJECT = 32;

/** Below so many lines a thread costs more than it saves. */
const WORTH_A_THREAD = 2048;

/** A thread's young objects get so many MiB: with more of them a thread is no faster, only larger. */
const YOUNG_MIB = 2;

/** How long a chain takes, in lines: those that seals list, and the objects. */
const effortOf = ({ keys, rows }: ChainTask): number =>
  rows.reduce((sum, { first, last }) => sum + last - first + 1, keys.length * LINES_OF_AN_OBJECT);

/** Reports in the order of tasks. `root`: the directory that workers can open themselves; null: one thread. */
export async function verifyChains(
  store: ReadStore,
  root: string | null,
  tasks: readonly ChainTask[],
  threads: number = availableParallelism(),
): Promise<ChainReport[]> {
  const wanted = Math.min(
    threads,
    tasks.length,
    Math.ceil(tasks.reduce((sum, task) => sum + effortOf(task), 0) / WORTH_A_THREAD),
  );
  if (root === null || wanted <= 1) {
    const reports: ChainReport[] = [];
    for (const task of tasks) reports.push(await verifyChain(store, task));
    return reports;
  }
  const queue = tasks.map((task, i) => ({ task, i, effort: effortOf(task) })).sort((a, b) => b.effort - a.effort);
  const reports: ChainReport[] = [];
  await Promise.all(Array.from({ length: wanted }, () => drain(root, queue, reports)));
  return reports;
}

async function drain(root: string, queue: { task: ChainTask; i: number }[], reports: ChainReport[]): Promise<void> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
  });
  try {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      reports[next.i] = await ask(worker, { root, task: next.task });
  } finally {
    await worker.terminate();
  }
}

function ask(worker: Worker, request: WorkerRequest): Promise<ChainReport> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      // By name: all of them would take those by which the worker's port is started again for its next task.
      for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
      act();
    };
    worker.once("message", (answer: WorkerAnswer) =>
      settle(() => ("report" in answer ? resolve(answer.report) : reject(new StoreError(answer.error)))),
    );
    worker.once("error", (error) => settle(() => reject(error)));
    worker.once("exit", (code) =>
      settle(() =>
        reject(
          new StoreError(`a verification thread ended with code ${code} before its work was done. Run verify again`),
        ),
      ),
    );
    worker.postMessage(request);
  });
}
