// The cases of every check: `test/checks/<domain>/<check-id>.cases.ts` exports them as `cases`.
import { globSync } from "node:fs";
import { basename, join } from "node:path";
import type { Cases } from "./cases.ts";

/** Cases by check id. */
export async function readCases(): Promise<ReadonlyMap<string, Cases>> {
  const read = globSync("{*,*/*}.cases.ts", { cwd: import.meta.dirname }).map(async (file) => {
    const { cases } = (await import(join(import.meta.dirname, file))) as { readonly cases: Cases };
    return [basename(file, ".cases.ts"), cases] as const;
  });
  return new Map(await Promise.all(read));
}
