// Batches of change events: re-read by name, under the documents of the last run, thrown away where a run overtakes them.
import { beforeEach, describe, expect, test } from "vitest";
import { batchRun } from "../../../observation/events/observe-events.ts";
import type { RunOptions } from "../../../observation/run.ts";
import { CHECKS } from "../../support/ledger/checks.ts";
import type { Cloud } from "../../support/ledger/cloud.ts";
import { REGION } from "../../support/ledger/cloud.ts";
import { writeGarbage } from "../../support/ledger/garbage.ts";
import { A, keysOf, ObservedCloud } from "../../support/ledger/observed-cloud.ts";
import type { ObservedRun, TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { INTACT } from "../../support/ledger/temporary-ledger.ts";
import { readSegments } from "../../support/ledger/read-segments.ts";

let made: ObservedCloud;
let home: TemporaryLedger;
let cloud: Cloud;
beforeEach(async () => {
  made = await ObservedCloud.ofTwoAccounts();
  ({ home, cloud } = made);
  await run("first");
  home.clock.advance(600);
});

const run = (id: string, members?: Partial<RunOptions>): Promise<ObservedRun> => made.runAfter(0, id, members);

const intact = async (): Promise<void> => expect(await home.verify()).toMatchObject(INTACT);

describe("a batch of events", () => {
  test("re-reads its keys by name: a change, a departure and a resource that is new", async () => {
    cloud.bucket(A, "one", "default");
    cloud.bucket(A, "three", "own key");
    const changed = await made.batch([
      made.event("e1", "one"),
      made.event("e2", "three"),
      made.event("e3", "never there"),
    ]);
    expect(changed?.changes).toMatchObject([
      { key: "one", finding: { transition: "drift" } },
      { key: "three", finding: { transition: "appeared" } },
    ]);
    home.clock.advance(1);
    cloud.remove(A, "one");
    expect((await made.batch([made.event("e4", "one")]))?.changes).toEqual([
      { is: "departure", key: "one", reason: "not-found" },
    ]);
    expect(keysOf(await run("next"))).toEqual(["three"]);
    await intact();
  });

  test("is not sealed before the next run, which seals it", async () => {
    await made.batch([made.event("e1", "one")]);
    home.clock.advance(1);
    expect((await home.verify()).violations.map(({ rule }) => rule)).toEqual(["W3"]);
    await run("next");
    await intact();
  });

  test("that a run overtakes is read again", async () => {
    made.meanwhile(async () => {
      cloud.remove(A, "one");
      cloud.bucket(A, "three", "own key");
      await run("other");
      cloud.bucket(A, "one", "own key", "2");
    });
    const said = await made.batch([made.event("e1", "one")]);
    expect(said?.changes).toMatchObject([{ is: "finding", key: "one", finding: { transition: "appeared" } }]);
    expect(readSegments(home, A).map(({ trigger }) => trigger)).toEqual(["manual", "manual", "event"]);
    await run("next");
    await intact();
  });

  test("that comes twice, in another order, is appended once, at once or after a run in between", async () => {
    const events = [made.event("e1", "one"), made.event("e2", "three")];
    const first = await made.batch(events);
    const again = await made.batch(events.toReversed());
    expect(again?.key).toBe(first?.key);
    expect(batchRun(events)).toBe(batchRun(events.toReversed()));
    const checks = CHECKS.slice(1);
    home.clock.advance(60);
    await run("full", { checks });
    home.clock.advance(60);
    await run("full again");
    expect(await made.batch(events)).toBeNull();
    expect(readSegments(home, A)).toHaveLength(4);
    await intact();
  });

  test("reads the units of joined checks completely, and their subjects by name after them", async () => {
    const vpc = { VpcId: "vpc-1" };
    const log = { ResourceId: "vpc-1", FlowLogStatus: "ACTIVE", TrafficType: "ALL" };
    cloud.put(A, "vpc", "AWS::EC2::VPC", vpc);
    cloud.put(A, "log", "AWS::EC2::FlowLog", log);
    // Of another network: a unit that held something and suddenly lists nothing is not believed at once.
    cloud.put(A, "log0", "AWS::EC2::FlowLog", { ...log, ResourceId: "vpc-0" });
    await run("both");
    home.clock.advance(60);
    cloud.remove(A, "log");
    const gone = await made.batch([made.event("e1", "log", `AWS::EC2::FlowLog@${REGION}`)]);
    expect(gone?.changes).toMatchObject([
      { is: "departure", key: "log" },
      { is: "finding", key: "vpc", finding: { transition: "drift", outcome: "fail" } },
    ]);
    home.clock.advance(60);
    cloud.put(A, "log", "AWS::EC2::FlowLog", log, "2");
    const back = await made.batch([made.event("e2", "log", `AWS::EC2::FlowLog@${REGION}`)]);
    expect(back?.changes).toMatchObject([{ is: "finding", key: "vpc", finding: { transition: "recovered" } }]);
    home.clock.advance(60);
    cloud.put(A, "vpc2", "AWS::EC2::VPC", { VpcId: "vpc-2" });
    const born = await made.batch([made.event("e3", "vpc2", `AWS::EC2::VPC@${REGION}`)]);
    expect(born?.changes).toMatchObject([{ key: "vpc2", finding: { transition: "appeared", outcome: "fail" } }]);
    await run("next");
    await intact();
  });

  test("that names what no check reads appends nothing", async () => {
    expect(await made.batch([made.event("e1", "one", `AWS::SNS::Topic@${REGION}`)])).toBeNull();
    expect(readSegments(home, A)).toHaveLength(1);
  });

  test("is refused before the first run, under other tests, and on a chain that can't be built on", async () => {
    cloud.bucket("aws/333333333333", "x", "own key");
    await expect(made.batch([made.event("e1", "x")], "aws/333333333333")).rejects.toThrow(
      "aws/333333333333: no run has observed this scope yet. Observe it by a run before its first event",
    );
    await run("fewer", { checks: CHECKS.slice(1) });
    await expect(made.batch([made.event("e1", "one")])).rejects.toThrow(
      /^aws\/111111111111: the tests have changed since the last run/,
    );
    home.clock.advance(60);
    await run("all");
    const garbage = writeGarbage(home, A, "empty");
    await expect(made.batch([made.event("e1", "one")])).rejects.toThrow(
      `aws/111111111111: ${garbage} is no valid continuation of its chain`,
    );
  });

  test("is under the documents of the last run", async () => {
    await made.batch([made.event("e1", "one")]);
    const [before, after] = readSegments(home, A).slice(-2);
    expect(after?.opened["documents"]).toEqual(before?.opened["documents"]);
    expect(after?.opened["extent"]).toBe("delta");
  });
});
