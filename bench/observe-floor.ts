// Measures the floor under observing: parses each item of the files, and hashes and compresses its text.
import { hash } from "node:crypto";
import { createReadStream, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { deflateRawSync } from "node:zlib";
import { MANIFEST } from "../collectors/exports/manifest/manifest.ts";
import { answer, request } from "./child.ts";

const { directory } = request<{ readonly directory: string }>();
const began = process.cpuUsage();
let items = 0;
let pending: string[] = [];
for (const name of readdirSync(directory).filter((each) => each !== MANIFEST)) {
  // The generator writes one item a line.
  for await (const line of createInterface({ input: createReadStream(join(directory, name)) })) {
    if (!line.startsWith('{"relatedEvents"')) continue;
    const text = line.endsWith(",") ? line.slice(0, -1) : line;
    JSON.parse(text);
    hash("sha256", text, "hex");
    pending.push(text);
    items += 1;
    if (pending.length === 2000) {
      deflateRawSync(pending.join("\n"));
      pending = [];
    }
  }
}
deflateRawSync(pending.join("\n"));
const { user, system } = process.cpuUsage(began);
answer({ items, cpuSeconds: (user + system) / 1e6 });
