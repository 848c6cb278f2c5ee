// Ledgers that the real writer made of what is new to both verifiers: context, kept answers, answers by name before listings.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { formatTrust } from "../../evidence-schema/log/trust.ts";
import { formatTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import type { RunOptions } from "../../observation/run.ts";
import { runOfSlot } from "../../observation/plan/slot.ts";
import { observeEvent } from "../support/ledger/change-batch.ts";
import { REGION } from "../support/ledger/cloud.ts";
import { SCHEDULE, TemporaryLedger } from "../support/ledger/temporary-ledger.ts";
import {
  OWNERS,
  OWNERS_READ_MORE,
  SUBSCRIPTION,
  TENANT,
  TwoProviders,
  USERS,
  VAULT,
} from "../support/ledger/two-providers.ts";
import { saidByPython } from "../support/ledgers-on-disk.ts";

let home: TemporaryLedger;
let cloud: TwoProviders;
let hour: number;
beforeEach(async () => {
  home = await TemporaryLedger.create();
  cloud = new TwoProviders(home.clock.text);
  hour = 7;
  for (const id of ["one", "two"]) cloud.user(id);
  cloud.vault("vault", "one");
  cloud.vault("orphan", "nobody");
});

const BOTH = [SUBSCRIPTION, TENANT].map((scope) => ({ scope, regions: [REGION] }));

/** The run of the next hour's slot. */
async function slot(members: Partial<RunOptions> = {}): Promise<void> {
  const at = Date.UTC(2026, 8, 1, hour++);
  home.clock.ms = at + 60_000;
  const options = { reader: cloud, run: runOfSlot(formatTimestamp(at)), slot: formatTimestamp(at), schedule: SCHEDULE };
  const result = await home.run({ ...options, checks: OWNERS, scopes: BOTH, ...members });
  expect([...result.failed]).toEqual([]);
}

async function batch(scope: string, key: string, unit: string): Promise<void> {
  await observeEvent(home, { scope, reader: cloud, checks: OWNERS }, { key, unit });
}

async function intact(): Promise<readonly string[]> {
  const here = await home.verify();
  expect([here.verdict, here.violations]).toEqual(["INTACT", []]);
  const trustFile = join(home.home, "trust.txt");
  const trust = formatTrust(home.trust);
  writeFileSync(trustFile, trust);
  const now = formatTimestamp(home.clock.ms + 1);
  const [said] = await saidByPython([{ ledger: home.root, trust, trustFile, checkpoints: [], now }]);
  expect([said?.exit, said?.violations]).toEqual([0, []]);
  return said?.statements ?? [];
}

test("context that comes, changes, is not captured, is denied, is restated and whose scope leaves", async () => {
  await slot();
  cloud.user("one", { enabled: false });
  await slot();
  cloud.remove(TENANT, "two");
  await slot();
  cloud.user("one", {}, "2");
  await slot();
  await slot({ checks: OWNERS_READ_MORE, only: new Set([SUBSCRIPTION, TENANT]) });
  cloud.denied.add(USERS);
  await slot();
  cloud.denied.clear();
  await slot();
  await slot({ scopes: BOTH.slice(0, 1), excluded: [{ scope: TENANT, reason: "sold", approver: "CISO" }] });
  expect((await intact()).join("\n")).toMatch(TENANT);
});

test("event batches in both scopes, and the runs after them", async () => {
  await slot();
  cloud.vault("vault", "two");
  await batch(SUBSCRIPTION, "vault", `${VAULT}@${REGION}`);
  cloud.user("two", { enabled: false });
  await batch(TENANT, "two", USERS);
  await slot();
  await intact();
});

test("a listing that lags, after answers by name: what would be undone waits", async () => {
  const read = cloud.read.bind(cloud);
  const stale = new Map<string, TwoProviders>();
  const reader: RunOptions["reader"] = {
    lanes: cloud.lanes,
    lanesOf: cloud.lanesOf,
    scopes: cloud.scopes,
    async read(request, emit) {
      const from = stale.get(request.scope);
      const reading = await (from === undefined ? read(request, emit) : from.read(request, emit));
      return { ...reading, sources: reading.sources.map((each) => ({ ...each, lagSeconds: 7200 })) };
    },
  };
  await slot({ reader });
  // What the listings still show an hour later.
  const before = new TwoProviders(home.clock.text);
  before.vault("vault", "one");
  before.vault("orphan", "nobody");
  stale.set(SUBSCRIPTION, before);
  cloud.vault("vault", "nobody");
  cloud.vault("new", "one");
  cloud.remove(SUBSCRIPTION, "orphan");
  for (const key of ["vault", "new", "orphan"]) await batch(SUBSCRIPTION, key, `${VAULT}@${REGION}`);
  await slot({ reader });
  const { chain } = await (await home.open()).loadChain(SUBSCRIPTION, await (await home.open()).newestSeal());
  const entries = [...chain.state.entries.values()].filter(({ from }) => from === null);
  expect(Object.fromEntries(entries.map(({ key, projection }) => [key, projection["owner"]]))).toEqual({
    new: "one",
    vault: "nobody",
  });
  expect(entries.map(({ key, unit }) => chain.state.coverage.currency(key, unit)?.code)).toEqual([
    "older-answer",
    "older-answer",
  ]);
  stale.clear();
  await slot({ reader });
  await slot({ reader });
  await intact();
});
