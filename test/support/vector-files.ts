// The ledger vectors as they lie in evidence-schema/vectors/ledgers/, read as any reader of the format would.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { LedgerVector } from "./ledger-vectors/vector.ts";

const folder = join(import.meta.dirname, "../../evidence-schema/vectors/ledgers");

const File = z.strictObject({
  rule: z.string().nullable(),
  exit: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  what: z.string().min(1),
  from: z.string().optional(),
  to: z.string().optional(),
  now: z.string(),
  trust: z.string(),
  objects: z.record(z.string(), z.base64()),
});

function read(file: string): LedgerVector {
  const { rule, exit, what, from, to, now, trust, objects } = File.parse(
    JSON.parse(readFileSync(join(folder, file), "utf8")),
  );
  const bytes = new Map(Object.entries(objects).map(([key, base64]) => [key, Buffer.from(base64, "base64")]));
  const period = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return {
    name: file.replace(/\.json$/, ""),
    rule,
    exit,
    what,
    ...period,
    now,
    forged: () => ({ objects: bytes, trust }),
  };
}

/** All of them, by name. */
export const vectorFiles: readonly LedgerVector[] = readdirSync(folder).sort().map(read);
