// A fail that rests on absence, by a reader that can ask again: written only if the resource, asked after it, is still the same.
import { beforeEach, describe, expect, test } from "vitest";

import { LiveCloud } from "../../support/ledger/live-cloud.ts";
import { A, ObservedCloud } from "../../support/ledger/observed-cloud.ts";
import { readSegments } from "../../support/ledger/read-segments.ts";
import type { ObservedRun, TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

const VPC = "AWS::EC2::VPC";
const FLOW_LOG = "AWS::EC2::FlowLog";

let made: ObservedCloud<LiveCloud>;
let home: TemporaryLedger;
let cloud: LiveCloud;
beforeEach(async () => {
  made = await ObservedCloud.of((clock) => new LiveCloud(clock.text));
  ({ home, cloud } = made);
  cloud.put(A, "vpc", VPC, { VpcId: "vpc-1" });
  cloud.bucket(A, "bucket", "own key");
});

const run = (id: string): Promise<ObservedRun> => made.runAfter(0, id);

const flowLog = (): void =>
  cloud.put(A, "log", FLOW_LOG, {
    ResourceId: "vpc-1",
    FlowLogStatus: "ACTIVE",
    TrafficType: "REJECT",
    DeliverLogsStatus: "SUCCESS",
  });

const outcomeOf = (result: ObservedRun, key = "vpc"): string | undefined => {
  const state = result.observed.find(({ scope }) => scope === A)?.state;
  const entry = state?.entries.get(key);
  const finding = entry?.findings.find(({ check }) => check === "network-flow-logs-on");
  return state === undefined || entry === undefined || finding === undefined
    ? undefined
    : state.effective(entry, finding).outcome;
};

const coverageAsked = (): unknown =>
  readSegments(home, A)
    .at(-1)
    ?.records.filter(({ type }) => type === "coverage")
    .map(({ body }) => body["asked"]);

const intact = async (): Promise<void> => expect((await home.verify()).verdict).toBe("INTACT");

describe("a network without flow logs", () => {
  test("fails in the first run, once it was asked again; only it is asked, and the record says so", async () => {
    expect(outcomeOf(await run("first"))).toBe("fail");
    expect(cloud.asked).toEqual([["vpc"]]);
    expect(coverageAsked()).toMatchObject([{ seen: [{ key: "vpc" }], notFound: [], failed: [] }]);
    await intact();
  });

  test("is not asked again while nothing changes", async () => {
    await run("first");
    home.clock.advance(600);
    expect(outcomeOf(await run("second"))).toBe("fail");
    expect(cloud.asked).toHaveLength(1);
    await intact();
  });

  test("that is gone when it is asked departs, and nothing fails", async () => {
    await run("first");
    home.clock.advance(600);
    cloud.put(A, "other", VPC, { VpcId: "vpc-2" });
    cloud.beforeAsk = () => {
      home.clock.advance(1);
      cloud.remove(A, "other");
      return Promise.resolve();
    };
    const result = await run("second");
    expect(cloud.asked.at(-1)).toEqual(["other"]);
    expect(outcomeOf(result, "other")).toBeUndefined();
    await intact();
  });

  test("that changed meanwhile is indeterminate: its flow logs may have changed with it", async () => {
    cloud.beforeAsk = () => {
      home.clock.advance(1);
      cloud.put(A, "vpc", VPC, { VpcId: "vpc-1" }, "another");
      return Promise.resolve();
    };
    expect(outcomeOf(await run("first"))).toBe("indeterminate");
    await intact();
  });

  test("that may not be asked again is indeterminate", async () => {
    cloud.isDenied = true;
    const result = await run("first");
    expect(outcomeOf(result)).toBe("indeterminate");
    expect(result.observed[0]?.state.population).toBe(2);
    await intact();
  });

  test("is read anew where another writer appends while it is asked", async () => {
    let isFirst = true;
    cloud.beforeAsk = async () => {
      if (!isFirst) return;
      isFirst = false;
      home.clock.advance(1);
      await run("other");
      flowLog();
      home.clock.advance(1);
    };
    const result = await run("overtaken");
    expect(outcomeOf(result)).toBe("pass");
    expect(readSegments(home, A).map(({ run: id }) => id)).toEqual(["other", "overtaken"]);
    await intact();
  });
});

test("a network with flow logs is asked nothing", async () => {
  flowLog();
  expect(outcomeOf(await run("first"))).toBe("pass");
  expect(cloud.asked).toEqual([]);
  await intact();
});

test("a recovery that rests on absence is asked for too", async () => {
  await run("first");
  home.clock.advance(600);
  flowLog();
  expect(outcomeOf(await run("second"))).toBe("pass");
  expect(cloud.asked).toHaveLength(1);
  await intact();
});
