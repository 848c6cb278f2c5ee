// Makes workers out of the page's own script, so that one file needs no second one.
/// <reference lib="dom" />
import type { Answer, Job } from "../reading/job.ts";
import type { Hand } from "../reading/pool.ts";
import { doJob } from "../reading/read-entries.ts";

type Message = { readonly told: number } | { readonly answer: Answer } | { readonly failed: string };

/** More would only wait for the disk. */
const MOST = 4;
const PATIENCE = 5000;

/** Workers by the number of cores; this thread alone where the browser lets none begin. */
export async function makeHands(script: string): Promise<readonly Hand[]> {
  const count = Math.min(MOST, Math.max(1, navigator.hardwareConcurrency));
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    return await Promise.all(Array.from({ length: count }, () => workerHand(url)));
  } catch {
    return [{ work: doJob, close: () => undefined }];
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function workerHand(url: string): Promise<Hand> {
  const worker = new Worker(url);
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("no worker")), PATIENCE);
    worker.addEventListener("error", () => reject(new Error("no worker")), { once: true });
    worker.addEventListener("message", () => (clearTimeout(late), resolve()), { once: true });
  });
  return {
    close: () => worker.terminate(),
    work: (file, job, told) =>
      new Promise((resolve, reject) => {
        worker.onerror = () => reject(new Error("a worker ended"));
        worker.onmessage = ({ data }: MessageEvent<Message>) => {
          if ("told" in data) told(data.told);
          else if ("answer" in data) resolve(data.answer);
          else reject(new Error(data.failed));
        };
        worker.postMessage({ file, job });
      }),
  };
}

/** The other side: says that it is there, and does jobs as they come. */
export function serve(): void {
  const self = globalThis as unknown as {
    postMessage: (message: Message | { readonly ready: true }) => void;
    onmessage: unknown;
  };
  self.onmessage = ({ data: { file, job } }: MessageEvent<{ file: Blob; job: Job }>): void => {
    doJob(file, job, (told) => self.postMessage({ told })).then(
      (answer) => self.postMessage({ answer }),
      (error: unknown) => self.postMessage({ failed: error instanceof Error ? error.name : "unknown" }),
    );
  };
  self.postMessage({ ready: true });
}
