// Forged ledgers as directories, and what each of the two verifiers says of them.
import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { parseTrust } from "../../evidence-schema/log/trust.ts";
import { readKeptFile } from "../../cli/verify/kept-file.ts";
import { openDirectory } from "../../ledger/stores/directory.ts";
import { type Report, verifyLedger, VerifyUsageError } from "../../ledger/verify/verify-ledger.ts";
import type { ReadStore } from "../../ledger/store.ts";
import type { Forged } from "./forge/forge.ts";
import { temporaryDirectory } from "./ledger/temporary-directory.ts";
import type { Asked, Exit } from "./ledger-vectors/vector.ts";
import { memoryStore } from "./memory-store.ts";
import { isWhole } from "./scale.ts";

/** A ledger in its own directory, with what is asked about it. */
export type LedgerOnDisk = Asked & {
  readonly ledger: string;
  readonly trust: string;
  readonly trustFile: string;
  /** Where the kept checkpoints lie. */
  readonly checkpoints: readonly string[];
};

/** What a verifier said, as far as both must agree; `statements` are what it says beside the verdict. Exit 3: nothing. */
export type Said = Pick<Report, "violations"> & { readonly exit: Exit; readonly statements: readonly string[] };

export type Question = Asked & {
  readonly forged: () => Forged;
  /** What is done to the ledger's directory once the objects lie in it: links, and names that no key has. */
  readonly place?: (directory: string) => Promise<void>;
};

/** Writes each ledger under a temporary directory, gives them to `use`, and takes the directory away. */
export async function onDisk<T>(
  questions: readonly Question[],
  use: (ledgers: readonly LedgerOnDisk[]) => Promise<T>,
): Promise<T> {
  const root = temporaryDirectory();
  try {
    // Nothing is written any more when the directory goes, although one of them can't be written.
    const written = await Promise.allSettled(questions.map((question, i) => write(join(root, String(i)), question)));
    return await use(written.map(valueOf));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}

async function write(root: string, { forged, place, from, to, now, kept = [] }: Question): Promise<LedgerOnDisk> {
  const { objects, trust } = forged();
  await mkdir(join(root, "ledger"), { recursive: true });
  const trustFile = join(root, "trust.txt");
  await writeFile(trustFile, trust);
  const checkpoints = kept.map((_, i) => join(root, `checkpoint-${i}`));
  await Promise.all(kept.map((text, i) => writeFile(checkpoints[i] as string, text)));
  for (const [key, bytes] of objects) {
    const file = join(root, "ledger", key);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  await place?.(join(root, "ledger"));
  const asked = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(now === undefined ? {} : { now }),
    ...(kept.length === 0 ? {} : { kept }),
  };
  return { ledger: join(root, "ledger"), trust, trustFile, checkpoints, ...asked };
}

/** What the TypeScript verifier says, in the order of `ledgers`. */
export async function saidHere(ledgers: readonly LedgerOnDisk[]): Promise<Said[]> {
  const said: Said[] = [];
  for (const ledger of ledgers) said.push(await verifyHere(ledger));
  return said;
}

/**
 * What the TypeScript verifier says, in the order of `questions`. In part, ledgers that are objects and nothing else stay in
 * memory: files take half of the time.
 */
export async function saidOf(questions: readonly Question[]): Promise<Said[]> {
  if (isWhole) return onDisk(questions, saidHere);
  const said: Said[] = [];
  for (const question of questions) {
    const { forged, place, kept, ...asked } = question;
    if (place !== undefined || kept !== undefined) {
      said.push(...(await onDisk([question], saidHere)));
      continue;
    }
    const { objects, trust } = forged();
    said.push(await verify(memoryStore(objects), { ...asked, trust, checkpoints: [] }));
  }
  return said;
}

/** What the TypeScript verifier says of one ledger. */
export const verifyHere = (ledger: LedgerOnDisk): Promise<Said> => verify(openDirectory(ledger.ledger), ledger);

async function verify(
  store: ReadStore,
  { trust, checkpoints, from, to, now = "" }: Omit<LedgerOnDisk, "ledger" | "trustFile">,
): Promise<Said> {
  try {
    const period = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    const trusted = parseTrust(trust);
    const kept = await Promise.all(checkpoints.map((file) => readKeptFile(file, trusted)));
    const asked = { ...period, now, kept: kept.flat() };
    const report = await verifyLedger({ store, trust: trusted, ...asked });
    return { ...report, statements: [...report.notObserved, ...report.cannotShow] };
  } catch (error) {
    // An error that a ledger can cause must fail the test of that ledger, and not of all.
    return { exit: 3, violations: [], statements: [error instanceof VerifyUsageError ? error.message : String(error)] };
  }
}

/**
 * What verify.py says, in the order of `ledgers`: one interpreter a processor, since starting it costs more than a ledger.
 * `verifier`: the path of another one, with a mistake in it.
 */
export async function saidByPython(ledgers: readonly LedgerOnDisk[], verifier?: string): Promise<Said[]> {
  const size = Math.ceil(ledgers.length / availableParallelism());
  const parts = Array.from({ length: Math.ceil(ledgers.length / size) }, (_, i) =>
    ledgers.slice(i * size, (i + 1) * size),
  );
  return (await Promise.all(parts.map((part) => askPython(part, verifier)))).flat();
}

/** Asks verify.py, or another one that it is given: a question a line, an answer a line. */
export const verifyEach = join(import.meta.dirname, "verify_each.py");

async function askPython(ledgers: readonly LedgerOnDisk[], verifier: string | undefined): Promise<Said[]> {
  const words = verifier === undefined ? [verifyEach] : [verifyEach, verifier];
  const asked = promisify(execFile)("python3", words, { maxBuffer: 1 << 28 });
  asked.child.stdin?.end(ledgers.map((ledger) => `${JSON.stringify(ledger)}\n`).join(""));
  const lines = (await asked).stdout.split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Said);
}
