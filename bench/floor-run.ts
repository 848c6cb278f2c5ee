// Measures the floor under verification: gunzip and SHA-256 of each segment object and each of its lines, on all cores.
import { hash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { answer, request } from "./child.ts";

const LF = 0x0a;

function work(paths: readonly string[]): number {
  let records = 0;
  for (const path of paths) {
    const bytes = readFileSync(path);
    hash("sha256", bytes, "hex");
    const inflated = gunzipSync(bytes);
    for (let at = 0; at < inflated.length; records += 1) {
      const end = inflated.indexOf(LF, at) + 1;
      hash("sha256", inflated.subarray(at, end), "hex");
      at = end;
    }
  }
  return records;
}

if (isMainThread) {
  const { ledger } = request<{ readonly ledger: string }>();
  const began = performance.now();
  const root = join(ledger, "records");
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = files
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort((a, b) => statSync(b).size - statSync(a).size);
  const shares = Array.from({ length: availableParallelism() }, (_, i) =>
    paths.filter((_path, at) => at % availableParallelism() === i),
  );
  const records = await Promise.all(
    shares.map(
      (share) =>
        new Promise<number>((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData: share });
          worker.once("message", resolve);
          worker.once("error", reject);
        }),
    ),
  );
  answer({ seconds: (performance.now() - began) / 1000, records: records.reduce((sum, each) => sum + each, 0) });
} else {
  parentPort?.postMessage(work(workerData as string[]));
}
