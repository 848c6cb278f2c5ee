// The ledger vectors as they lie in evidence-schema/vectors/ledgers/, read as any reader of the format would.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { LedgerVector } from "./ledger-vectors/vector.ts";

const folder = join(import.meta.dirname, "../../evidence-schema/vectors/ledgers");

const File = z.strictObject({
  rule: z.string().nullable(),
  exit: z.literal([0, 1, 2, 3, 4]),
  what: z.string().min(1),
  from: z.string().optional(),
  to: z.string().optional(),
  now: z.string(),
  kept: z.array(z.string()).optional(),
  trust: z.string(),
  objects: z.record(z.string(), z.base64()),
});

function read(file: string): LedgerVector {
  const { rule, exit, what, from, to, now, kept, trust, objects } = File.parse(
    JSON.parse(readFileSync(join(folder, file), "utf8")),
  );
  const bytes = new Map(Object.entries(objects).map(([key, base64]) => [key, Buffer.from(base64, "base64")]));
  const asked = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(kept === undefined ? {} : { kept }),
  };
  return {
    name: file.replace(/\.json$/, ""),
    rule,
    exit,
    what,
    ...asked,
    now,
    forged: () => ({ objects: bytes, trust }),
  };
}

/** All of them, by name. */
export const vectorFiles: readonly LedgerVector[] = readdirSync(folder).sort().map(read);
