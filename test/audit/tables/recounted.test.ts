// Checks the smallest ledgers on which a recount of the first page once found another number than the tables.
import { expect, test } from "vitest";
import { objectStorageEncryptedAtRest } from "../../../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { networkFlowLogsOn } from "../../../checks/logging/network-flow-logs-on/index.ts";
import { controlDaysIn } from "../../../audit/tables/days/control-days-in.ts";
import { openTables } from "../../../audit/tables/database.ts";
import { failuresIn } from "../../../audit/tables/failures-in.ts";
import { policyTimes } from "../../../audit/tables/policy/policy-times.ts";
import { windowState } from "../../../audit/tables/window-state.ts";
import { readConfig } from "../../../config/define-config.ts";
import { policyOf } from "../../../config/policy.ts";
import { CHECKS } from "../../support/ledger/checks.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { at } from "../../support/ledger/late-corrections.ts";
import { A } from "../../support/ledger/observed-cloud.ts";
import { SCHEDULE, TemporaryLedger, TestClock } from "../../support/ledger/temporary-ledger.ts";
import { glyphs } from "../../support/period/history.ts";

const BUCKETS = CHECKS.filter(({ check }) => check === objectStorageEncryptedAtRest);
const NETWORK = CHECKS.filter(({ check }) => check === networkFlowLogsOn);
const schedule = { ...SCHEDULE, everySeconds: 86_400, from: at(1, 0) };

const policy = (mapped: (typeof CHECKS)[number]["check"]) =>
  policyOf(
    readConfig(
      {
        company: { legalEntity: "Example GmbH", system: "Example" },
        ledger: { origin: "example.test/tidemark" },
        scopes: [{ scope: A, regions: ["eu-central-1"] }],
        controls: [
          {
            id: "C-1",
            statement: "As stated.",
            criteria: ["CC6.1"],
            owner: { role: "Security lead" },
            checks: [{ check: mapped, reason: "It shows it." }],
          },
        ],
      },
      "c.ts",
    ),
    () => "person:none",
  );

/** An account with a bucket, read each midnight: what is asked, what the control rests on, and seconds after the slot. */
class Daily {
  readonly home: TemporaryLedger;
  readonly cloud: Cloud;
  #day = 0;

  private constructor(home: TemporaryLedger) {
    this.home = home;
    this.cloud = new Cloud(home.clock.text);
    // Records are sealed half a minute later.
    this.cloud.afterRead = () => home.clock.wait(0);
  }

  static async create(): Promise<Daily> {
    return new Daily(await TemporaryLedger.create(new TestClock(Date.parse(at(1, 0)))));
  }

  async run({ checks = CHECKS, mapped = objectStorageEncryptedAtRest, late = 0 } = {}): Promise<void> {
    this.#day += 1;
    const slot = at(this.#day, 0);
    this.home.clock.ms = Math.max(this.home.clock.ms, Date.parse(slot) + late * 1000);
    await this.home.run({ reader: this.cloud, run: `slot-${slot}`, slot, schedule, checks, policy: policy(mapped) });
  }

  /** Days by letters, failures in words, and the runs of the first days of September. */
  async answers(days: number) {
    const ledger = await this.home.open();
    const { rows, basis } = await openTables({ ledger, path: null });
    const inForce = await policyTimes(ledger, rows);
    const until = Date.parse(basis?.sealTime ?? "");
    const window = { from: Date.parse(at(1, 0)), to: Date.parse(at(days + 1, 0)) };
    const [control] = controlDaysIn(rows, inForce, { window, zone: "UTC", until });
    const failures = failuresIn(rows, inForce, { window, until, severityOf: () => null });
    const { due, made, missing } = windowState(rows, window, inForce.dues, until);
    rows.database.close();
    return {
      days: glyphs(control?.days ?? []),
      failures: failures.map(({ failure: { ended, lastGood, to } }) => ({ ended, lastGood, to })),
      runs: { due, made, missing },
    };
  }
}

test("a run that was made after its grace did not observe its slot, so it is missing", async () => {
  const daily = await Daily.create();
  daily.cloud.bucket(A, "one", "own key");
  await daily.run();
  await daily.run({ late: schedule.graceSeconds + 1 });
  await daily.run({ late: schedule.graceSeconds });
  const { days, runs } = await daily.answers(3);
  expect(runs).toEqual({ due: 3, made: 2, missing: [at(2, 0)] });
  expect(days).toBe(".~.");
});

test("a run that was made a minute early is that of its slot: what it read counts until the slot after", async () => {
  const daily = await Daily.create();
  daily.cloud.bucket(A, "one", "own key");
  await daily.run();
  for (let day = 2; day <= 4; day += 1) await daily.run({ late: -60 });
  expect(await daily.answers(3)).toMatchObject({ days: "...", runs: { due: 3, made: 3 } });
});

test("a failure of a check that is asked no more has ended, and a later one began after that at the earliest", async () => {
  const daily = await Daily.create();
  daily.cloud.bucket(A, "one", "default");
  await daily.run();
  await daily.run({ checks: NETWORK });
  await daily.run({ checks: NETWORK });
  await daily.run();
  const { days, failures } = await daily.answers(4);
  expect(failures).toEqual([
    { ended: "check withdrawn", lastGood: null, to: Date.parse(at(2, 0)) },
    { ended: "open", lastGood: Date.parse(at(3, 0)), to: null },
  ]);
  // Nobody looked on the days between.
  expect(days).toBe("X??X");
});

test("a check that is asked no more leaves nothing unread between its last run's records and their seal", async () => {
  const daily = await Daily.create();
  daily.cloud.bucket(A, "one", "own key");
  await daily.run();
  daily.cloud.afterRead = () => daily.home.clock.wait(30_000);
  daily.cloud.bucket("aws/222222222222", "two", "own key");
  await daily.run({ checks: NETWORK });
  await daily.run({ checks: NETWORK });
  expect((await daily.answers(3)).days).toBe(".??");
});

test("what was there before the control rested on its check is not out of scope", async () => {
  const daily = await Daily.create();
  daily.cloud.bucket(A, "one", "own key");
  await daily.run({ mapped: networkFlowLogsOn });
  daily.cloud.remove(A, "one");
  await daily.run({ late: 60, mapped: networkFlowLogsOn });
  await daily.run({ late: 60, checks: BUCKETS });
  expect((await daily.answers(3)).days).toBe("---");
});

test("before the first seal nothing was due, and the window says where the log begins", async () => {
  const daily = await Daily.create();
  await daily.run();
  await daily.run();
  const ledger = await daily.home.open();
  const { rows, basis } = await openTables({ ledger, path: null });
  const { dues } = await policyTimes(ledger, rows);
  const until = Date.parse(basis?.sealTime ?? "");
  const stateFrom = (from: string) => windowState(rows, { from: Date.parse(from), to: until + 1 }, dues, until);
  const begins = Date.parse(at(1, 0));
  expect(stateFrom("2026-08-01T00:00:00.000Z")).toMatchObject({ due: 2, made: 2, missing: [], begins });
  expect(stateFrom(at(2, 0))).toMatchObject({ due: 1, made: 1, begins: null });
  rows.database.close();
});
