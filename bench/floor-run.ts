// Measures what FORMAT.md asks of any verifier, on all cores: gunzip with its CRC, and SHA-256 of each object, its content,
// and each line, key and leaf. With `parses` each line is parsed as JSON too.
import { hash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { entryOfObservation, leafText } from "../evidence-schema/state/entry.ts";
import type { Observation } from "../evidence-schema/record/record.ts";
import { answer, request } from "./child.ts";

const LF = 0x0a;

/** Lines of which the part that is the leaf, and the length of the key, are taken from what they say. */
const LOOKED_AT = 200;

type Share = { readonly paths: readonly string[]; readonly parses: boolean };

/** The mean length of a key, and of a leaf as a part of its line. */
function meansOf(inflated: Buffer): { readonly key: number; readonly leaf: number } {
  const lines = inflated
    .subarray(0, 2 ** 20)
    .toString()
    .split("\n")
    .slice(0, -1)
    .filter((line) => line.includes('"type":"observation"'))
    .slice(0, LOOKED_AT);
  let [keys, leaves, all] = [0, 0, 0];
  for (const line of lines) {
    const { body } = JSON.parse(line) as { readonly body: Observation };
    keys += body.key.length;
    leaves += Buffer.byteLength(leafText(entryOfObservation(body))) + 2;
    all += Buffer.byteLength(line) + 1;
  }
  return lines.length === 0 ? { key: 0, leaf: 0 } : { key: Math.round(keys / lines.length), leaf: leaves / all };
}

function work({ paths, parses }: Share): number {
  let records = 0;
  for (const path of paths) {
    const bytes = readFileSync(path);
    hash("sha256", bytes, "hex");
    const inflated = gunzipSync(bytes);
    hash("sha256", inflated, "hex");
    const { key, leaf } = meansOf(inflated);
    for (let at = 0; at < inflated.length; records += 1) {
      const end = inflated.indexOf(LF, at) + 1;
      const line = inflated.subarray(at, end);
      hash("sha256", line, "hex");
      hash("sha256", line.subarray(0, key), "hex");
      hash("sha256", line.subarray(0, Math.round(line.length * leaf)), "hex");
      if (parses) JSON.parse(line.toString());
      at = end;
    }
  }
  return records;
}

if (isMainThread) {
  const { ledger, parses } = request<{ readonly ledger: string; readonly parses: boolean }>();
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
          const worker = new Worker(new URL(import.meta.url), { workerData: { paths: share, parses } satisfies Share });
          worker.once("message", resolve);
          worker.once("error", reject);
        }),
    ),
  );
  const { user, system } = process.cpuUsage();
  answer({
    seconds: (performance.now() - began) / 1000,
    cpuSeconds: (user + system) / 1e6,
    records: records.reduce((sum, each) => sum + each, 0),
  });
} else {
  parentPort?.postMessage(work(workerData as Share));
}
