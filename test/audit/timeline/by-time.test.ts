// A key that passes its limit of age: the ledger, its history and the run's own page say that nothing was changed.
import { beforeEach, expect, test } from "vitest";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import { resourceHistory } from "../../../audit/timeline/resource-history.ts";
import { accessKeysRotated } from "../../../checks/identity/access-keys-rotated/index.ts";
import type { Reader } from "../../../collectors/port.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { denying } from "../../support/ledger/denying.ts";
import { ObservedCloud } from "../../support/ledger/observed-cloud.ts";

const PROJECT = "gcp/projects/1";
const ACCOUNT = "iam.googleapis.com/ServiceAccount";
const KEY = "iam.googleapis.com/ServiceAccountKey";
const DAY = 86_400;
const CHECKS = [{ check: accessKeysRotated, parameters: {} }];

class Project extends Cloud {
  override readonly lanes = { [ACCOUNT]: "memory", [KEY]: "memory" };
  override readonly globals = new Set([ACCOUNT, KEY]);
}

let made: ObservedCloud<Project>;
beforeEach(async () => {
  made = await ObservedCloud.of((clock) => new Project(clock.text));
  account({});
  key({});
  await run(0);
});

const account = (members: JsonObject): void =>
  made.cloud.put(PROJECT, "account", ACCOUNT, {
    email: "deploy@p.iam.gserviceaccount.com",
    uniqueId: "1",
    disabled: false,
    ...members,
  });
/** A key that is 80 days old when the first run reads it. */
const key = (members: JsonObject): void =>
  made.cloud.put(PROJECT, "key", KEY, {
    AssetName: "//iam.googleapis.com/projects/p/serviceAccounts/1/keys/k",
    name: "projects/p/serviceAccounts/deploy@p.iam.gserviceaccount.com/keys/k",
    keyType: "USER_MANAGED",
    keyOrigin: "GOOGLE_PROVIDED",
    validAfterTime: "2026-06-13T06:00:00Z",
    validBeforeTime: "2027-01-01T00:00:00Z",
    ...members,
  });

/** The changes of a run so many days after what came before, as its own page tells them. */
async function run(days: number, reader: Reader = made.cloud): Promise<unknown[]> {
  const members = { checks: CHECKS, reader };
  const { observed } = await made.runAfter(days * DAY + 60, `run-${made.home.clock.text()}`, members);
  return observed.flatMap(({ changes }) =>
    changes.map((change) => (change.is === "finding" ? [change.finding.transition, change.byTime] : change.is)),
  );
}

/** The changes of the key's result after the first, as its history tells them. */
async function history(): Promise<unknown[]> {
  const { store, id } = await made.home.open();
  const evidence = { store, ledger: id, log: await SealedLog.open(store) };
  const { events } = await resourceHistory(
    evidence,
    { scope: PROJECT, key: "key" },
    { from: null, includes: () => true },
  );
  return events
    .flatMap(({ outcomes }) => outcomes.map(({ before, after, byTime }) => [before?.outcome, after?.outcome, byTime]))
    .slice(1);
}

test("a key that only grows older drifts by time, though the verdict relies on its account", async () => {
  expect(await run(20)).toEqual([["drift", true]]);
  expect(await history()).toEqual([["pass", "fail", true]]);
});

test("a key that ends recovers by time", async () => {
  await run(20);
  expect(await run(120)).toEqual([["recovered", true]]);
  expect(await history()).toEqual([
    ["pass", "fail", true],
    ["fail", "not-applicable", true],
  ]);
});

test("a key that was replaced by an older one did not drift by time", async () => {
  key({ validAfterTime: "2026-01-01T00:00:00Z" });
  expect(await run(20)).toEqual([["drift", false]]);
  expect(await history()).toEqual([["pass", "fail", false]]);
});

test("an account that is enabled again changed the verdict on its key, which was not changed", async () => {
  account({ disabled: true });
  await run(20);
  account({ disabled: false });
  expect(await run(1)).toEqual([["drift", false]]);
  expect((await history()).at(-1)).toEqual(["not-applicable", "fail", false]);
});

test("a change of the account that comes with the limit may have decided, so that time alone is not said", async () => {
  await run(20);
  account({ disabled: true });
  await run(1);
  account({ disabled: false, email: "deploy@p.iam.gserviceaccount.com", uniqueId: "2" });
  key({});
  expect((await run(1)).at(-1)).toEqual(["drift", false]);
});

test("a result that could not be read before is not said to have turned by time", async () => {
  key({ validAfterTime: null });
  await run(1);
  key({});
  expect(await run(20)).toEqual([["drift", false]]);
});

test("an account that changed while the key could not be read is a change, though no segment has both", async () => {
  account({ disabled: true });
  await run(20);
  account({ disabled: false });
  await run(1, denying(made.cloud, [`${KEY}@global`]));
  expect(await run(1)).toEqual([["drift", false]]);
  expect((await history()).at(-1)).toEqual(["indeterminate", "fail", false]);
});

test("a key that grows too old while it could not be read is not said to be unchanged", async () => {
  await run(1, denying(made.cloud, [`${KEY}@global`]));
  expect(await run(20)).toEqual([["drift", false]]);
});
