// Makes a fresh ledger for a measurement, its key and trust file beside it, in a directory that is removed at the end.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { homeOf } from "../cli/places/home.ts";
import { makeHome } from "../cli/places/make-home.ts";
import { readConfig } from "../config/define-config.ts";
import type { Config } from "../config/schema.ts";
import { canonicalLine, type Json } from "../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../evidence-schema/bytes/digest.ts";
import type { By } from "../evidence-schema/record/record.ts";
import code from "../observation/code.json" with { type: "json" };
import { SOFTWARE } from "../observation/software.ts";

/** Who writes what is measured. */
export const BENCH_BY: By = { principal: "bench", software: SOFTWARE, code: sha256Hex(canonicalLine(code as Json)) };

/** Runs `use` in a new directory outside the repository and removes it afterwards. */
export async function inTemporary<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "tidemark-bench-"));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export const configOf = (accounts: readonly string[], regions: readonly string[]): Config =>
  readConfig(
    {
      company: { legalEntity: "Bench", system: "Generated estate" },
      ledger: { origin: "bench.example/tidemark" },
      scopes: accounts.map((account) => ({ scope: `aws/${account}`, regions: [...regions] })),
      labels: ["environment", "team"],
    },
    "bench",
  );

/** A ledger with nothing in it but its genesis; gives its directory. */
export async function freshLedger(directory: string, config: Config): Promise<string> {
  const ledger = join(directory, "ledger");
  await makeHome(homeOf(ledger), config, { now: Date.now() });
  return ledger;
}
