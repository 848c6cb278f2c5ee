// Collects a directory of exports as its own process, and kills itself at one call of the file system, before or after it.
// `node collect-and-die.ts HOME EXPORTS RUN TIME CALL WHEN`
import { join } from "node:path";
import { openExports } from "../../../collectors/exports/reader.ts";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { Ledger } from "../../../ledger/read/ledger.ts";
import { openKeyFile } from "../../../ledger/signers/key-file.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import { observe } from "../../../observation/run.ts";
import { CHECKS } from "./checks.ts";
import { watchedFileSystem } from "./failing-file-system.ts";

const [home, exports, run, time, call, when] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

const die = ({ index }: { readonly index: number }): void => {
  if (index === Number(call)) process.kill(process.pid, "SIGKILL");
};
const nothing = (): void => {};
const fs = when === "before" ? watchedFileSystem(die) : watchedFileSystem(nothing, die);
const now = parseTimestamp(time);
const store = { ...openDirectory(join(home, "ledger"), join(home, "work"), fs), clock: () => Promise.resolve(now) };
const ledger = await Ledger.open(store);
const reader = await openExports(exports);
await observe({
  ledger,
  signer: await openKeyFile(join(home, "signing.pem"), ledger.genesis.origin),
  clock: { now: () => now, wait: () => Promise.resolve() },
  reader,
  checks: CHECKS,
  labels: [],
  scopes: reader.scopes.map((scope) => ({ scope, regions: ["eu-central-1"] })),
  excluded: [],
  schedule: null,
  by: { principal: "role/tidemark", software: "tidemark 0.0.0", code: "c".repeat(64) },
  code: { v: 1, kind: "code", sources: [] },
  run,
  slot: null,
  person: (_provider, value) => `person:${sha256Hex(value)}`,
  remember: nothing,
});
process.stdout.write(JSON.stringify(fs.calls));
