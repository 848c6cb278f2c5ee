// The history of one resource on a real ledger, and how the resource that somebody means is found.
import { beforeEach, describe, expect, test } from "vitest";
import { findResource } from "../../../audit/timeline/find-resource.ts";
import type { Evidence } from "../../../audit/reading/read-span.ts";
import { resourceHistory, type ResourceHistory } from "../../../audit/timeline/resource-history.ts";
import { SealedLog } from "../../../audit/reading/sealed-log.ts";
import type { Period } from "../../../audit/reading/sealed-span.ts";
import { segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import type { RunOptions } from "../../../observation/run.ts";
import { Cloud, REGION } from "../../support/ledger/cloud.ts";
import { denying } from "../../support/ledger/denying.ts";
import { A, B, ObservedCloud } from "../../support/ledger/observed-cloud.ts";
import type { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";

const ENCRYPTED = "object-storage-encrypted-at-rest";
const FLOW_LOGS = "network-flow-logs-on";
const always: Period = { from: null, includes: () => true };

let made: ObservedCloud;
let home: TemporaryLedger;
let cloud: Cloud;
beforeEach(async () => {
  made = await ObservedCloud.of((clock) => new Cloud(clock.text));
  ({ home, cloud } = made);
  cloud.bucket(A, "arn:aws:s3:::one", "own key");
  cloud.bucket(A, "arn:aws:s3:::not-one", "own key");
  cloud.put(A, "vpc", "AWS::EC2::VPC", { VpcId: "vpc-1" });
  cloud.put(A, "log", "AWS::EC2::FlowLog", flowLog());
  cloud.bucket(B, "arn:aws:s3:::two", "own key");
  await run("first");
});

const flowLog = () => ({
  FlowLogId: "fl-1",
  ResourceId: "vpc-1",
  FlowLogStatus: "ACTIVE",
  TrafficType: "ALL",
  DeliverLogsStatus: "SUCCESS",
});

async function run(id: string, members: Partial<RunOptions> = {}): Promise<string> {
  await made.runAfter(600, id, members);
  return home.clock.text();
}

async function evidence(): Promise<Evidence> {
  const { store, id } = await home.open();
  return { store, ledger: id, log: await SealedLog.open(store) };
}

const historyOf = async (key: string, period = always): Promise<ResourceHistory> =>
  resourceHistory(await evidence(), { scope: A, key }, period);

const short = ({ events }: ResourceHistory): string[] =>
  events.map(({ is, outcomes, differences, reason, problem }) =>
    [
      is,
      reason ?? problem?.code ?? "",
      ...outcomes.map(
        ({ before, after, transition }) =>
          `${before?.outcome ?? "none"} -> ${after?.outcome ?? "none"}${transition === null ? "" : ` (${transition})`}`,
      ),
      ...differences.map(({ path }) => path),
    ].join(" "),
  );

describe("the history of a resource", () => {
  test("has every record about it, what each changed, and since when nobody could look", async () => {
    cloud.bucket(A, "arn:aws:s3:::one", "default");
    await run("drift");
    const gap = await run("gap", { reader: denying(cloud, [`AWS::S3::Bucket@${REGION}`]) });
    await run("healed");
    cloud.remove(A, "arn:aws:s3:::one");
    await run("gone");
    cloud.bucket(A, "arn:aws:s3:::one", "own key", "2");
    await run("again");
    const history = await historyOf("arn:aws:s3:::one");
    const all = " createdAt labels name projection region unit";
    const rule =
      "projection.BucketEncryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault";
    expect(short(history)).toEqual([
      `observed  none -> pass (baseline)${all}`,
      `observed  pass -> fail (drift) ${rule}.KMSMasterKeyID ${rule}.SSEAlgorithm`,
      "not read denied fail -> indeterminate",
      "read again  indeterminate -> fail",
      "departed gone fail -> none",
      `observed  none -> pass (appeared)${all}`,
    ]);
    expect(history.events[1]?.said.record).toBe(`${segmentKey(A, 0, 7)}:2`);
    expect(history.events[1]?.differences.at(-1)).toEqual({
      path: `${rule}.SSEAlgorithm`,
      before: "aws:kms",
      after: "AES256",
    });
    expect(history.events[2]?.said).toMatchObject({ time: gap, dataTime: null });
    expect(history.results).toMatchObject([{ check: ENCRYPTED, intervals: [{}, {}, {}, {}, { to: null }] }]);
  });

  test("tells what another resource's record makes its results count as, and what is judged anew", async () => {
    cloud.put(A, "log", "AWS::EC2::FlowLog", { ...flowLog(), FlowLogStatus: "INACTIVE" });
    await run("off");
    await run("gap", { reader: denying(cloud, [`AWS::EC2::FlowLog@${REGION}`]) });
    const history = await historyOf("vpc");
    expect(short(history).slice(1)).toEqual(["judged  pass -> fail (drift)", "counted  fail -> indeterminate"]);
    expect(history.events.every(({ outcomes }) => outcomes.every(({ check }) => check === FLOW_LOGS))).toBe(true);
  });

  test("of a period begins with what was so before, and ends with it", async () => {
    cloud.bucket(A, "arn:aws:s3:::one", "default");
    const drift = await run("drift");
    cloud.bucket(A, "arn:aws:s3:::one", "own key");
    const recovered = await run("recovered");
    const within = await historyOf("arn:aws:s3:::one", {
      from: drift,
      includes: (time) => time < recovered,
    });
    expect(short(within)).toMatchObject([expect.stringContaining("pass -> fail (drift)")]);
    const after = await historyOf("arn:aws:s3:::one", { from: recovered, includes: () => true });
    expect(short(after)).toMatchObject([expect.stringContaining("fail -> pass (recovered)")]);
  });
});

describe("the resource that is meant", () => {
  const find = async (text: string, scopes?: readonly string[], names: Readonly<Record<string, string>> = {}) => {
    const nameOf = (key: string): Promise<string | null> => Promise.resolve(names[key] ?? null);
    const asking = scopes === undefined ? {} : { scopes: new Set(scopes) };
    const found = await findResource(await evidence(), always, text, nameOf, asking);
    return found.map(({ scope, key }) => `${scope} ${key}`);
  };

  test("is named by its key, its name, or the end of its key: what begins after a separator first", async () => {
    expect(await find("arn:aws:s3:::one")).toEqual([`${A} arn:aws:s3:::one`]);
    expect(await find("one")).toEqual([`${A} arn:aws:s3:::one`]);
    expect(await find("t-one")).toEqual([`${A} arn:aws:s3:::not-one`]);
    expect(await find("two")).toEqual([`${B} arn:aws:s3:::two`]);
    expect(await find("pc")).toEqual([`${A} vpc`]);
  });

  test("may be several, or none", async () => {
    expect(await find("o")).toEqual([`${B} arn:aws:s3:::two`]);
    expect(await find("e")).toEqual([`${A} arn:aws:s3:::not-one`, `${A} arn:aws:s3:::one`]);
    expect(await find("nowhere")).toEqual([]);
    expect(await find("")).toEqual([]);
  });

  test("is looked for in the scopes that are wanted", async () => {
    cloud.bucket(B, "arn:aws:s3:::one", "own key");
    await run("second");
    expect(await find("one")).toEqual([`${A} arn:aws:s3:::one`, `${B} arn:aws:s3:::one`]);
    expect(await find("one", [B])).toEqual([`${B} arn:aws:s3:::one`]);
  });

  test("may have departed, but what is there comes first", async () => {
    cloud.remove(A, "arn:aws:s3:::one");
    await run("second");
    expect(await find("arn:aws:s3:::one")).toEqual([`${A} arn:aws:s3:::one`]);
    expect(await find("one")).toEqual([`${A} arn:aws:s3:::not-one`]);
  });
});
