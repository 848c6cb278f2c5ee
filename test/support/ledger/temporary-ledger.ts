// A real ledger in a temporary directory, with its key, its trust file's content and a clock that tests set.
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import type { Schedule } from "../../../evidence-schema/documents/document-schema.ts";
import type { By } from "../../../evidence-schema/record/record.ts";
import { formatTimestamp, parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { formatTrust, type Trust } from "../../../evidence-schema/log/trust.ts";
import type { Clock } from "../../../ledger/write/append.ts";
import { createLedger } from "../../../ledger/write/create-ledger.ts";
import { Ledger } from "../../../ledger/read/ledger.ts";
import type { Signer } from "../../../ledger/signers/signer.ts";
import { createKeyFile, openKeyFile } from "../../../ledger/signers/key-file.ts";
import type { Store } from "../../../ledger/store.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import { verifyLedger, type Report } from "../../../ledger/verify/verify-ledger.ts";
import type { ObservedScope } from "../../../observation/observe-scope.ts";
import { observe, type RunOptions, type RunResult } from "../../../observation/run.ts";
import { CHECKS } from "./checks.ts";
import { digestsOf } from "./digests.ts";
import { logsOf } from "./signers.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import type { WritableLedger } from "../../../ledger/write/writable-ledger.ts";

const ORIGIN = "example.test/tidemark";
const START = "2026-09-01T06:00:00.000Z";

/** A clock that stands still until it is moved, or somebody waits. */
export class TestClock implements Clock {
  ms: number;
  constructor(ms: number = parseTimestamp(START)) {
    this.ms = ms;
  }
  now = (): number => this.ms;
  wait = (ms: number): Promise<void> => Promise.resolve(void (this.ms += ms));
  text = (): string => formatTimestamp(this.ms);
  advance(seconds: number): void {
    this.ms += seconds * 1000;
  }
}

/** The store as it is, with the test's time for its clock. */
export const timed = (store: Store, time: () => number): Store => ({
  ...store,
  clock: () => Promise.resolve(time()),
});

export class TemporaryLedger {
  readonly home: string;
  readonly root: string;
  readonly work: string;
  readonly clock: TestClock;
  readonly trust: Trust;
  readonly signer: Signer;

  private constructor(home: string, clock: TestClock, trust: Trust, signer: Signer) {
    this.home = home;
    this.root = join(home, "ledger");
    this.work = join(home, "work");
    this.clock = clock;
    this.trust = trust;
    this.signer = signer;
  }

  static async create(clock: TestClock = new TestClock()): Promise<TemporaryLedger> {
    const home = temporaryDirectory();
    await createKeyFile(join(home, "signing.pem"));
    const signer = await openKeyFile(join(home, "signing.pem"), ORIGIN);
    const store = openDirectory(join(home, "ledger"), join(home, "work"));
    const id = await createLedger(store, {
      v: 1,
      kind: "genesis",
      legalEntity: "Example GmbH",
      system: "Example",
      origin: ORIGIN,
      mode: "local",
      retentionDays: 0,
      continues: null,
      salt: "0".repeat(64),
      created: clock.text(),
    });
    const trust = {
      ledger: id,
      logs: logsOf([signer]),
      witnesses: [],
      groups: [],
      quorum: "none",
      stampers: [],
      kept: [],
      untils: [],
      aside: [],
    };
    return new TemporaryLedger(home, clock, trust, signer);
  }

  /** The same ledger once more, as it is now: what happens to one does not touch the other. */
  copy(): TemporaryLedger {
    const home = temporaryDirectory();
    cpSync(this.home, home, { recursive: true });
    return new TemporaryLedger(home, new TestClock(this.clock.ms), this.trust, this.signer);
  }

  /** Puts the trust file where the program looks for it. */
  writeTrust(): void {
    writeFileSync(join(this.home, "trust.txt"), formatTrust(this.trust));
  }

  store(): Store {
    return timed(openDirectory(this.root, this.work), this.clock.now);
  }

  open(store: Store = this.store()): Promise<WritableLedger> {
    return Ledger.open(store);
  }

  verify(now: string = this.clock.text()): Promise<Report> {
    // Half-open: the instant after now.
    const after = formatTimestamp(parseTimestamp(now) + 1);
    return verifyLedger({ store: openDirectory(this.root, this.work), trust: this.trust, now: after });
  }

  /** What verify says that is wrong, a problem a line: its rule and its object. */
  async broken(): Promise<string[]> {
    return (await this.verify()).violations.map(({ rule, object }) => `${rule} ${object}`);
  }

  /** A run of the scopes of a reader; members given replace the defaults of `runOptions`. */
  async run(members: Members): Promise<ObservedRun> {
    const result = await observe(await runOptions(this, members));
    const ledger = await this.open();
    const newest = await ledger.newestSeal();
    const observed: ObservedScope[] = [];
    for (const each of result.observed)
      observed.push({ ...each, state: (await ledger.loadChain(each.scope, newest)).chain.state });
    return { ...result, observed };
  }

  /** A further key of the log's name, in a file beside the first. */
  async anotherKey(name: string): Promise<Signer> {
    const path = join(this.home, `${name}.pem`);
    await createKeyFile(path);
    return openKeyFile(path, ORIGIN);
  }

  /** Digest of every file under the ledger's root, by key. */
  digests(): Map<string, string> {
    return digestsOf(this.root);
  }

  keys(prefix = ""): string[] {
    return [...this.digests().keys()].filter((key) => key.startsWith(prefix)).sort();
  }
}

/** A run, with the state of each scope that it observed as the scope's chain says it. */
export type ObservedRun = Omit<RunResult, "observed"> & { readonly observed: readonly ObservedScope[] };

export const SCHEDULE: Schedule = {
  v: 1,
  kind: "schedule",
  everySeconds: 3600,
  from: "2026-09-01T07:00:00.000Z",
  graceSeconds: 600,
  eventCadenceSeconds: 600,
};

/** Who runs what tests run. */
export const BY: By = { principal: "role/tidemark", software: "tidemark 0.0.0", code: "c".repeat(64) };

type Members = Pick<RunOptions, "reader" | "run"> & Partial<RunOptions> & { readonly store?: Store };

/** What verify says of a ledger that is whole. */
export const INTACT = { verdict: "INTACT", violations: [] } as const;

/** What a run of `scopes` needs beside the ledger's own; members given replace the defaults. */
async function runOptions(home: TemporaryLedger, members: Members): Promise<RunOptions> {
  const { store, ...given } = members;
  const scopes = given.reader.scopes.map((scope) => ({ scope, regions: ["eu-central-1"] }));
  return {
    ledger: await home.open(store),
    signer: home.signer,
    clock: home.clock,
    checks: CHECKS,
    labels: [],
    scopes,
    excluded: [],
    schedule: null,
    by: BY,
    code: { v: 1, kind: "code", sources: [] },
    slot: null,
    person: (_provider, value) => `person:${sha256Hex(value)}`,
    remember: () => {},
    ...given,
  };
}
