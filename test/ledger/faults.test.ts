// Every put of every kind of work fails, with and without having persisted; then it is tried again, in four ways.
import { beforeAll, describe, expect, test } from "vitest";
import { appendActs, type Act } from "../../ledger/write/acts.ts";
import type { Store } from "../../ledger/store.ts";
import type { RunOptions } from "../../observation/run.ts";
import { runOfSlot } from "../../observation/plan/slot.ts";
import { CHECKS } from "../support/ledger/checks.ts";
import { Cloud } from "../support/ledger/cloud.ts";
import { faultyStore, MODES, type Mode } from "../support/ledger/faulty-store.ts";
import { A, B } from "../support/ledger/observed-cloud.ts";
import { runs } from "../support/scale.ts";
import { SCHEDULE, TemporaryLedger } from "../support/ledger/temporary-ledger.ts";
import { writeGarbage } from "../support/ledger/garbage.ts";

type Attempt = { readonly run: string; readonly content: "same" | "other"; readonly store: Store };
type Work = {
  readonly name: string;
  prepare(home: TemporaryLedger): Promise<void>;
  attempt(home: TemporaryLedger, attempt: Attempt): Promise<unknown>;
  /** What has to be made good after something else was done instead of the same again. */
  readonly late?: (home: TemporaryLedger) => Promise<unknown>;
  /** What must lie in the ledger once the work is done. */
  readonly writes: RegExp;
};

function cloudOf(home: TemporaryLedger, content: "before" | "same" | "other"): Cloud {
  const cloud = new Cloud(home.clock.text);
  cloud.bucket(A, "a1", content === "before" ? "own key" : "default");
  cloud.bucket(B, "b1", content === "other" ? "default" : "own key");
  if (content === "other") cloud.bucket(A, "a2", "default");
  return cloud;
}

const run = async (home: TemporaryLedger, members: Partial<RunOptions> & Attempt): Promise<unknown> => {
  const { content, ...rest } = members;
  return home.run({ reader: cloudOf(home, content), ...rest });
};

const first = async (home: TemporaryLedger, members: Partial<RunOptions> = {}): Promise<void> => {
  await home.run({ reader: cloudOf(home, "before"), run: "first", ...members });
  home.clock.advance(3600);
};

// In time up to the moment at which a missed slot is made good below: at that moment it is missed, and then it is not.
const HALF_HOURLY = { ...SCHEDULE, everySeconds: 1800, graceSeconds: 1860 };
// A slot's run is called after it: another id is that of another slot.
const slotted = (run: string): Pick<RunOptions, "run" | "slot" | "schedule"> => {
  const slot = run === "retried" ? "2026-09-01T07:30:00.000Z" : "2026-09-01T07:00:00.000Z";
  return { run: runOfSlot(slot), slot, schedule: HALF_HOURLY };
};

const works: readonly Work[] = [
  {
    name: "a first run",
    prepare: () => Promise.resolve(),
    attempt: run,
    writes: /^log\/000000000000\.note$/m,
  },
  {
    name: "a later run of several scopes",
    prepare: first,
    attempt: run,
    writes: /^log\/000000000001\.note$/m,
  },
  {
    name: "a run of a slot",
    prepare: (home) => first(home, { schedule: HALF_HOURLY }),
    attempt: (home, attempt) => {
      if (attempt.run === "retried") home.clock.advance(1800);
      return run(home, { ...attempt, ...slotted(attempt.run) });
    },
    // The next slot's run does not stand in for the one that was missed.
    late: (home) => run(home, { content: "same", store: home.store(), ...slotted("begun") }),
    writes: /^log\/000000000001\.note$/m,
  },
  {
    name: "a restart",
    prepare: async (home) => {
      await first(home);
      writeGarbage(home, A, "not gzip");
    },
    attempt: (home, attempt) => {
      // What was restarted before an answer was lost needs no restart.
      const restarted = home.keys("records/provider=aws/scope=111111111111/gen=1/").length > 0;
      const restarts = new Map(
        restarted && attempt.run === "retried" ? [] : [[A, { reason: "test", principal: "me" }]],
      );
      return run(home, { ...attempt, restarts });
    },
    writes: /gen=1\/000000000000/,
  },
];

const retries = [
  { run: "begun", content: "same" },
  { run: "begun", content: "other" },
  { run: "retried", content: "same" },
  { run: "retried", content: "other" },
] as const;

/** All of them, or the part that runs: another one for each put. */
const someRetries = (at: number) => retries.filter((_, i) => (i + at) % retries.length < runs(retries.length));

/** As many as any of the works puts; a put that does not come is reported below, not skipped. */
const MOST = 11;
const cases = works.flatMap((work) =>
  Array.from({ length: MOST }, (_, at) => at).flatMap((at) => MODES.map((mode) => ({ work, at, mode }))),
);

describe("every put of a run fails once", () => {
  const prepared = new Map<Work, { readonly home: TemporaryLedger; readonly puts: readonly string[] }>();
  beforeAll(async () => {
    for (const work of works) {
      const home = await TemporaryLedger.create();
      await work.prepare(home);
      const dry = home.copy();
      const store = faultyStore(dry.store());
      await work.attempt(dry, { run: "begun", content: "same", store });
      prepared.set(work, { home, puts: store.puts });
    }
  });

  test("documents, segments, seal and note are among them, and no work puts more than is tried here", () => {
    for (const { puts } of prepared.values()) {
      for (const kind of [
        /^documents\/tests/,
        /^documents\/roster/,
        /^documents\/code/,
        /^records\//,
        /\.json$/,
        /\.note$/,
      ]) {
        expect(puts.some((key) => kind.test(key))).toBe(true);
      }
      expect(puts.length).toBeLessThanOrEqual(MOST);
    }
  });

  test.each(cases)("$work.name, put $at $mode", async ({ work, at, mode }) => {
    const { home, puts } = prepared.get(work) as { home: TemporaryLedger; puts: readonly string[] };
    if (at >= puts.length) return;
    const crashed = await failing(home, work, at, mode);
    for (const retry of someRetries(at)) await retried(crashed, work, retry);
  });
});

async function failing(home: TemporaryLedger, work: Work, at: number, mode: Mode): Promise<TemporaryLedger> {
  const crashed = home.copy();
  const before = crashed.digests();
  const attempt = { run: "begun", content: "same" as const };
  await expect(work.attempt(crashed, { ...attempt, store: faultyStore(crashed.store(), at, mode) })).rejects.toThrow(
    /^cannot write [^\n]+: injected$/,
  );
  await soundness(crashed, before);
  return crashed;
}

async function retried(crashed: TemporaryLedger, work: Work, retry: (typeof retries)[number]): Promise<void> {
  const home = crashed.copy();
  const before = home.digests();
  home.clock.advance(60);
  await work.attempt(home, { ...retry, store: home.store() });
  if (work.late !== undefined && retry.run === "retried") {
    const missed = (await soundness(home, before)).violations.map(({ rule }) => rule);
    expect(["", "W1"]).toContain(missed.join());
    await work.late(home);
  }
  const { violations } = await soundness(home, before);
  expect(violations).toEqual([]);
  expect(home.keys().join("\n")).toMatch(work.writes);
}

/** Nothing is lost or changed, and nobody could take what is there for tampering (but for garbage that a test wrote). */
async function soundness(
  home: TemporaryLedger,
  before: ReadonlyMap<string, string>,
): ReturnType<TemporaryLedger["verify"]> {
  const after = home.digests();
  for (const [key, digest] of before) expect(after.get(key), key).toBe(digest);
  const report = await home.verify();
  const planted = (key: string): boolean => key.startsWith("records/provider=aws/scope=111111111111/gen=0/");
  const broken = report.violations.filter(({ rule, object }) => !rule.startsWith("W") && !planted(object));
  expect(broken).toEqual([]);
  return report;
}

describe("an act", () => {
  const act = (text: string): Act => ({
    type: "response",
    body: { principal: "me", subject: "s", about: null, text },
  });
  const cases = MODES.flatMap((mode) => retries.map((retry) => ({ mode, ...retry })));

  test.each(cases)("that $mode is retried: run $run, $content content", async ({ mode, run: id, content }) => {
    const home = await TemporaryLedger.create();
    await first(home);
    const store = faultyStore(home.store(), 0, mode);
    const failed = appendActs(await home.open(store), home.clock, "begun", [act("same")]);
    await expect(failed).rejects.toThrow(/^cannot write [^\n]+: injected$/);
    // The first run has recorded its deployment.
    const persisted = home.keys("records/provider=tidemark/").length - 1;
    expect(persisted).toBe(mode === "fails" ? 0 : 1);
    expect((await home.verify()).verdict).not.toBe("BROKEN");
    await appendActs(await home.open(), home.clock, id, [act(content)]);
    // Found by its id, it is not appended again, whatever it says now.
    expect(home.keys("records/provider=tidemark/")).toHaveLength(persisted === 1 && id === "retried" ? 3 : 2);
    await home.run({ reader: cloudOf(home, "same"), run: "next" });
    expect((await home.verify()).verdict).toBe("INTACT");
  });
});

test("a run that is retried after its note was lost has one seal, and tells what it had observed", async () => {
  const home = await TemporaryLedger.create();
  await first(home);
  const attempt = { reader: cloudOf(home, "same"), run: "begun" };
  const done = await home.run(attempt);
  const before = home.digests();
  home.clock.advance(60);
  const again = await home.run(attempt);
  expect(home.digests()).toEqual(before);
  expect(again.sealed.index).toBe(done.sealed.index);
  expect(again.sealed.root).toBe(done.sealed.root);
  expect(again.observed.map(({ key, changes }) => ({ key, changes }))).toEqual(
    done.observed.map(({ key, changes }) => ({ key, changes })),
  );
  expect(again.observed[0]?.changes).toMatchObject([{ is: "finding", key: "a1", finding: { transition: "drift" } }]);
});

test("a slot that is run again long after is not observed twice", async () => {
  const home = await TemporaryLedger.create();
  await first(home);
  const at = "2026-09-01T07:00:00.000Z";
  const slot = { slot: at, run: runOfSlot(at), schedule: SCHEDULE };
  await home.run({ reader: cloudOf(home, "same"), ...slot });
  home.clock.advance(600);
  // Other tests make the next segment a full one: a chain is read from there on, and the slot's run lies before it.
  const checks = CHECKS.slice(0, 1);
  await home.run({ reader: cloudOf(home, "same"), run: "other tests", checks, schedule: SCHEDULE });
  const before = home.keys("records/");
  home.clock.advance(600);
  await home.run({ reader: cloudOf(home, "other"), ...slot, checks });
  expect(home.keys("records/")).toEqual(before);
  expect((await home.verify()).violations).toEqual([]);
});

test("a slot that has not come is refused before anything is written", async () => {
  const home = await TemporaryLedger.create();
  const before = home.digests();
  const slot = "2026-09-01T07:00:00.000Z";
  const early = home.run({ reader: cloudOf(home, "same"), run: runOfSlot(slot), slot, schedule: SCHEDULE });
  await expect(early).rejects.toThrow(
    /^slot 2026-09-01T07:00:00.000Z has not come, expected [^\n]+\. Nothing was written$/,
  );
  expect(home.digests()).toEqual(before);
});
