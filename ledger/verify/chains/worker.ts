// Verifies chains in a worker thread: takes a store's place and tasks, gives their reports.
import { parentPort } from "node:worker_threads";
import { openDirectory } from "../../stores/directory.ts";
import { verifyChain } from "./chain.ts";
import type { ChainReport, ChainTask } from "./chain-task.ts";

export type WorkerRequest = { readonly root: string; readonly task: ChainTask };
export type WorkerAnswer = { readonly report: ChainReport } | { readonly error: string };

parentPort?.on("message", ({ root, task }: WorkerRequest) => {
  verifyChain(openDirectory(root), task).then(
    (report) => parentPort?.postMessage({ report } satisfies WorkerAnswer),
    (error: unknown) => parentPort?.postMessage({ error: (error as Error).message } satisfies WorkerAnswer),
  );
});
