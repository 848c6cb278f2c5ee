// The overview: what nobody could look at keeps a control from being met; and the first seal found by halves.
import { beforeEach, describe, expect, test } from "vitest";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import type { Seal } from "../../../evidence-schema/log/log-schema.ts";
import { overviewOf, type Overview } from "../../../audit/standing/overview.ts";
import { unreadUnit } from "../../../collectors/unread-unit.ts";
import { readConfig } from "../../../config/define-config.ts";
import { policyOf } from "../../../config/policy.ts";
import { parseSeal, readLeaf } from "../../../ledger/read/log-tail.ts";
import type { RunOptions } from "../../../observation/run.ts";
import type { Cloud } from "../../support/ledger/cloud.ts";
import { denying } from "../../support/ledger/denying.ts";
import { writeGarbage } from "../../support/ledger/garbage.ts";
import { A, B, ObservedCloud } from "../../support/ledger/observed-cloud.ts";
import { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

const regions = ["eu-central-1"];

let made: ObservedCloud;
let home: TemporaryLedger;
let cloud: Cloud;
beforeEach(async () => {
  made = await ObservedCloud.ofTwoAccounts();
  ({ home, cloud } = made);
});

const scopes = [A, B].map((scope) => ({ scope, regions }));
const company = { legalEntity: "Example GmbH", system: "Example" };
const config = readConfig({ company, ledger: { origin: "example.test/tidemark" }, scopes }, "c.ts");
const policy = policyOf(config, () => "person:none");

async function run(id: string, members: Partial<RunOptions> = {}): Promise<void> {
  await made.runAfter(0, id, { policy, ...members });
  home.clock.advance(60);
}
const overview = async (): Promise<Overview> => (await overviewOf(await home.open())) as Overview;
const encryption = ({ controls }: Overview): unknown => {
  const standing = controls.find(({ control }) => control.id === "TM-ENC-1");
  return { stands: standing?.stands, pass: standing?.counts.pass, unread: standing?.unread };
};

describe("a control", () => {
  test("is met where every scope was read", async () => {
    expect(await overviewOf(await home.open())).toBeNull();
    await run("first");
    const all = await overview();
    expect(encryption(all)).toEqual({ stands: "met", pass: 2, unread: [] });
    expect(all.scopes.map(({ scope, population }) => [scope, population])).toEqual([
      [A, 1],
      [B, 1],
    ]);
    // Of nothing that it asks is anything asked.
    expect(all.controls.find(({ control }) => control.id === "TM-IAM-2")?.stands).toBe("not observed");
  });

  test("is not observed while a scope was never read", async () => {
    await run("first", { only: new Set([A]) });
    const without = await overview();
    expect(encryption(without)).toEqual({ stands: "not observed", pass: 1, unread: [B] });
    expect(without.causes).toMatchObject([
      { problem: { detail: "no run has observed the scope" }, scopes: [B], units: [], results: 0 },
    ]);
    await run("second");
    expect(encryption(await overview())).toMatchObject({ stands: "met", pass: 2 });
  });

  test("is not observed while a scope failed, though its last results pass", async () => {
    await run("first");
    writeGarbage(home, B, "empty");
    await run("second");
    expect(encryption(await overview())).toEqual({ stands: "not observed", pass: 2, unread: [B] });
  });

  test("is not observed while a unit was denied, whose results can't be told then", async () => {
    await run("first");
    await run("second", { reader: denying(cloud, ["AWS::S3::Bucket@eu-central-1"]) });
    const denied = await overview();
    const units = [A, B].map((scope) => `${scope} AWS::S3::Bucket@eu-central-1`);
    expect(encryption(denied)).toEqual({ stands: "not observed", pass: 0, unread: units });
    expect(denied.causes).toMatchObject([
      { scopes: [A, B], results: 2, remedy: "grant s3:ListAllMyBuckets to the identity that reads" },
    ]);
  });

  test("is not observed once a scope is silent for longer than its data counts", async () => {
    await run("first");
    home.clock.advance(7 * 86_400 - 120);
    await run("second", { only: new Set([A]) });
    expect(encryption(await overview())).toEqual({ stands: "met", pass: 2, unread: [] });
    home.clock.advance(3600);
    await run("third", { only: new Set([A]) });
    const silent = await overview();
    expect(encryption(silent)).toEqual({ stands: "not observed", pass: 1, unread: [] });
    expect(silent.controls.find(({ control }) => control.id === "TM-ENC-1")?.stale).toEqual([
      `${B} AWS::S3::Bucket@eu-central-1`,
    ]);
    const problem = { code: "stale", detail: "the data is 7 days 1 hour old, and counts for 7 days" };
    expect(silent.causes).toMatchObject([{ problem, scopes: [B], results: 1 }]);
  });

  test("that is not met comes first, with the time since when it fails", async () => {
    await run("first");
    cloud.bucket(B, "two", "default");
    await run("second");
    const failed = await overview();
    expect(failed.controls[0]).toMatchObject({ control: { id: "TM-ENC-1" }, stands: "not met" });
    expect([...failed.since.values()]).toMatchObject([{ from: "2026-09-01T06:01:00.000Z", atLeast: false }]);
  });
});

describe("the seal that has a line", () => {
  test.each([0, 1, 2, 3, 7, 8])("of %i is that of a search from the start, wherever it is", async (count) => {
    const short = await TemporaryLedger.create();
    for (let at = 0; at < count; at += 1) {
      await short.run({ reader: cloud, run: `${at}`, policy });
      short.clock.advance(60);
      home.clock.advance(60);
    }
    const ledger = await short.open();
    const seals: Seal[] = [];
    for (let index = 0; index < count; index += 1)
      seals.push(parseSeal((await readLeaf(ledger.store, index)).bytes, index));
    const log = await SealedLog.open(ledger.store);
    for (const scope of new Set(seals.flatMap((seal) => seal.scopes.map((each) => each.scope)))) {
      const reached = seals.map((seal) => seal.scopes.find((each) => each.scope === scope)?.seq ?? -1);
      for (let seq = 0; seq <= (reached.at(-1) ?? -1) + 1; seq += 1) {
        const { isSealed, before } = await log.sealing(scope, { gen: 0, seq });
        const first = reached.findIndex((last) => last >= seq);
        expect([scope, seq, isSealed]).toEqual([scope, seq, first !== -1]);
        expect(before?.index).toBe(first === -1 ? seals.at(-1)?.index : seals[first - 1]?.index);
      }
    }
    if (count === 0)
      expect(await log.sealing("aws/111111111111", { gen: 0, seq: 0 })).toEqual({ isSealed: false, before: null });
  });
});

test("a region that nobody named is unread until it is left out on purpose, and is then told with its reason", async () => {
  const REGION = "AWS::Account::Region@us-east-1";
  const problem = { code: "not-planned", detail: "the config does not name it" } as const;
  const reader: RunOptions["reader"] = {
    lanes: cloud.lanes,
    scopes: cloud.scopes,
    async read(request, emit) {
      const reading = await cloud.read(request, emit);
      return { ...reading, units: [...reading.units, unreadUnit(REGION, "memory", problem)] };
    },
  };
  await run("first", { reader });
  const before = await overview();
  expect(before.causes).toMatchObject([{ problem, units: [REGION], scopes: [A, B] }]);
  const standing = (of: Overview) => of.controls.find(({ control }) => control.id === "TM-ENC-1");
  expect(standing(before)).toMatchObject({ stands: "not observed", notPlanned: { regions: 2, of: 4, scopes: [] } });
  expect(before.leftOut).toEqual([]);
  const leftOut = [{ region: "us-east-1", reason: "denied by policy", approver: "CISO" }];
  await run("second", { scopes: [A, B].map((scope) => ({ scope, name: "shared", regions, leftOut })) });
  const after = await overview();
  expect(after.causes).toEqual([]);
  expect(standing(after)).toMatchObject({ stands: "met", notPlanned: { regions: 0, of: 2 } });
  expect(after.scopes).toMatchObject([A, B].map((scope) => ({ scope, name: "shared", units: { incomplete: 0 } })));
  expect(after.leftOut).toEqual([A, B].map((scope) => ({ scope, ...leftOut[0] })));
});

test("regions that could not be listed are not counted as regions, and are no longer missing once they were listed", async () => {
  const REGIONS = "AWS::Account::Region@global";
  const problem = { code: "denied", detail: "ec2:DescribeRegions" } as const;
  const reader: RunOptions["reader"] = {
    lanes: cloud.lanes,
    scopes: cloud.scopes,
    async read(request, emit) {
      const reading = await cloud.read(request, emit);
      return { ...reading, units: [...reading.units, unreadUnit(REGIONS, "memory", problem)] };
    },
  };
  const standing = async () => (await overview()).controls.find(({ control }) => control.id === "TM-ENC-1");
  await run("first", { reader });
  expect(await standing()).toMatchObject({
    stands: "not observed",
    notPlanned: { regions: 0, of: 2, regionsOf: [A, B], scopes: [], scopesOf: [] },
  });
  await run("second");
  expect(await standing()).toMatchObject({ stands: "met", notPlanned: { regions: 0, of: 2, regionsOf: [] } });
});

describe("a failure by absence in a slot's run", () => {
  const schedule = {
    v: 1,
    kind: "schedule",
    everySeconds: 3600,
    from: "2026-09-01T07:00:00.000Z",
    graceSeconds: 600,
    eventCadenceSeconds: 300,
  } as const;
  const failing = ({ since, results }: Overview) =>
    results
      .filter(({ finding, outcome }) => finding.check === "network-flow-logs-on" && outcome === "fail")
      .map((result) => since.get(result)?.from);

  test("is dated to the listing that lacks the log, never to the slot, on the page and by the writer", async () => {
    await run("first");
    cloud.put(A, "vpc-1", "AWS::EC2::VPC", { VpcId: "vpc-1" });
    home.clock.ms = Date.parse("2026-09-01T07:04:00.000Z");
    const { observed } = await home.run({
      reader: cloud,
      run: "slot-2026-09-01T07:00:00.000Z",
      slot: "2026-09-01T07:00:00.000Z",
      schedule,
      policy,
    });
    const told = observed.flatMap(({ changes }) =>
      changes.flatMap((change) =>
        change.is === "finding" && change.finding.check === "network-flow-logs-on" ? [change.since] : [],
      ),
    );
    const all = await overview();
    expect(failing(all)).toHaveLength(1);
    expect(failing(all)).toEqual(told);
    expect(told[0]?.slice(0, 16)).toBe("2026-09-01T07:04");
  });
});
