// What a check of one provider needs of another one's scopes: copied from their chains, and never taken for absent.
import { beforeEach, describe, expect, test } from "vitest";
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";
import { unitOf, type ChainRecord } from "../../../evidence-schema/record/record.ts";
import { parseTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { Tests } from "../../../observation/judging/evaluate.ts";
import type { RunOptions } from "../../../observation/run.ts";
import { REGION } from "../../support/ledger/cloud.ts";
import { readSegments } from "../../support/ledger/read-segments.ts";
import { BOTH, said, Subscription, told } from "../../support/ledger/subscription.ts";
import { BY, INTACT, SCHEDULE, type ObservedRun, type TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import {
  COPIED,
  OWNERS,
  OWNERS_READ_MAYBE,
  OWNERS_READ_MORE,
  SUBSCRIPTION,
  TENANT,
  type TwoProviders,
  USERS,
  VAULT,
} from "../../support/ledger/two-providers.ts";

let made: Subscription;
let home: TemporaryLedger;
let cloud: TwoProviders;
beforeEach(async () => {
  made = await Subscription.create();
  ({ home, cloud } = made);
});

const run = (members: Partial<RunOptions> = {}): Promise<ObservedRun> => made.run(members);
const records = (type: string): ChainRecord["body"][] => made.records(type);
const copies = (isRestated = false): ChainRecord["body"][] => made.copies(isRestated);

const intact = async (): Promise<void> => expect(await home.verify()).toMatchObject(INTACT);

describe("the first run", () => {
  test("reads the other provider first, and copies what is asked of it with its tests", async () => {
    const result = await run();
    expect(result.observed.map(({ scope }) => scope)).toEqual([TENANT, SUBSCRIPTION]);
    const tests = sha256Hex(new Tests(OWNERS, cloud, []).bytes);
    const dataTime = home.clock.text();
    const base = { incarnation: "1", unit: COPIED, from: TENANT, source: `context:${TENANT}`, dataTime, tests };
    expect(copies()).toEqual(
      ["one", "two"].map((id) => ({
        ...base,
        key: `${TENANT}#${id}`,
        since: dataTime,
        projection: { id, enabled: true },
        restated: false,
      })),
    );
    await intact();
  });

  test("names the head that it copied from, and who copied", async () => {
    await run();
    const head = readSegments(home, TENANT).at(-1)?.records.at(-1) as ChainRecord;
    const { sealed } = await run();
    const before = sealed.seal.scopes.find(({ scope }) => scope === TENANT);
    const sources = records("run-opened")[0]?.["sources"];
    expect(head.seq).toBeLessThan(before?.seq as number);
    expect(sources).toContainEqual({
      source: `context:${TENANT}`,
      lane: "context",
      principal: BY.principal,
      endpoint: `${TENANT} gen 0 seq ${before?.seq} ${before?.head}`,
      query: null,
      atomic: true,
      lagSeconds: 0,
    });
  });

  test("passes by a witness, and says which", async () => {
    expect(said(await run())).toBe("pass");
    expect(records("observation")[0]?.["findings"]).toMatchObject([
      { outcome: "pass", relied: { keys: [`${TENANT}#one`], units: [] } },
    ]);
    await intact();
  });

  test("fails where there is none, and says what was read to know", async () => {
    cloud.vault("vault", "nobody");
    expect(said(await run())).toBe("fail");
    expect(records("observation")[0]?.["findings"]).toMatchObject([
      { outcome: "fail", relied: { keys: [], units: [COPIED] } },
    ]);
    await intact();
  });

  test("names the lanes of both scopes, each as it is read there", async () => {
    await run();
    expect(records("observation")[0]?.["findings"]).toMatchObject([{ lanes: "directory+memory" }]);
  });

  test("counts the vault alone: people of elsewhere are no population", async () => {
    await run();
    expect(records("run-closed")[0]).toMatchObject({ population: 1, counts: { pass: 1, fail: 0 } });
  });
});

describe("a person who", () => {
  test("stays as before is not copied again, and the root stays", async () => {
    const root = (result: ObservedRun): unknown => result.observed.map((each) => each.root);
    const first = root(await run());
    expect(root(await run())).toEqual(first);
    expect(copies()).toEqual([]);
    await intact();
  });

  test("changes is copied again: the vault drifts, and recovers", async () => {
    await run();
    cloud.user("one", { enabled: false });
    const result = await run();
    expect(copies().map(({ key }) => key)).toEqual([`${TENANT}#one`]);
    expect([said(result), told(result)]).toEqual(["fail", ["vault drift"]]);
    cloud.user("one");
    expect(told(await run())).toEqual(["vault recovered"]);
    await intact();
  });

  test("goes departs from both chains", async () => {
    await run();
    cloud.remove(TENANT, "one");
    const result = await run();
    expect(told(result)).toEqual([`${TENANT}#one gone`, "vault drift"]);
    expect(said(result)).toBe("fail");
    await intact();
  });

  test("is replaced departs, and is copied anew", async () => {
    await run();
    cloud.user("one", { enabled: false }, "2");
    expect(told(await run())).toEqual([`${TENANT}#one replaced`, "vault drift"]);
    expect(copies()).toMatchObject([{ key: `${TENANT}#one`, incarnation: "2" }]);
    await intact();
  });
});

describe("where the other scope could not be read", () => {
  test("from the start: that is why, and nobody is absent", async () => {
    cloud.vault("vault", "nobody");
    cloud.denied.add(USERS);
    expect(said(await run())).toBe("indeterminate: denied");
    expect(records("coverage")).toContainEqual(
      expect.objectContaining({ units: [expect.objectContaining({ unit: COPIED, complete: false })] }),
    );
    await intact();
  });

  test("any more: neither the witness nor its absence counts", async () => {
    cloud.vault("other", "nobody");
    await run();
    cloud.denied.add(USERS);
    const result = await run();
    expect([said(result), told(result)]).toEqual(["indeterminate: denied", []]);
    expect(records("run-closed")[0]).toMatchObject({ counts: { pass: 0, fail: 0, indeterminate: 2 } });
    cloud.denied.clear();
    const again = await run();
    expect([said(again), told(again)]).toEqual(["pass", []]);
    await intact();
  });

  test("as a whole, since nobody ever read it", async () => {
    const result = await run({ only: new Set([SUBSCRIPTION]) });
    expect(said(result)).toBe("indeterminate: not-planned");
    await intact();
  });

  test("since it suddenly lists nobody", async () => {
    await run();
    cloud.remove(TENANT, "one");
    cloud.remove(TENANT, "two");
    expect(said(await run())).toBe("indeterminate: suddenly-empty");
    const result = await run();
    expect(told(result)).toEqual([`${TENANT}#one gone`, `${TENANT}#two gone`, "vault drift"]);
    await intact();
  });
});

describe("where the other scope is not enrolled", () => {
  const alone = { scopes: BOTH.slice(0, 1) };

  test("nobody can say that there is none", async () => {
    const result = await run(alone);
    expect(said(result)).toBe("indeterminate: not-planned");
    expect(copies()).toEqual([]);
    await intact();
  });

  test("any more: what was copied stays, and tells nothing", async () => {
    await run();
    const excluded = [{ scope: TENANT, reason: "sold", approver: "CISO" }];
    const result = await run({ ...alone, excluded });
    expect(said(result)).toBe("indeterminate: not-planned");
    expect(result.observed[0]?.state.entries.has(`${TENANT}#one`)).toBe(true);
    expect(told(await run())).toEqual([]);
    await intact();
  });
});

describe("fields that the other scope's chain did not capture", () => {
  test("are not read as absent: the person is not known under the new tests yet", async () => {
    await run();
    const onlyAzure = { checks: OWNERS_READ_MORE, only: new Set([SUBSCRIPTION]) };
    const result = await run(onlyAzure);
    expect([said(result), told(result)]).toEqual(["indeterminate: not-captured", []]);
    expect(records("coverage").flatMap(({ asked }) => (asked as { failed: unknown[] }).failed)).toMatchObject([
      { key: `${TENANT}#one`, unit: COPIED, problem: { code: "not-captured" } },
      { key: `${TENANT}#two`, unit: COPIED, problem: { code: "not-captured" } },
    ]);
    await intact();
  });

  test("nor is anybody absent in a chain that knows nobody yet", async () => {
    cloud.vault("vault", "nobody");
    await run({ only: new Set([TENANT]) });
    const result = await run({ checks: OWNERS_READ_MORE, only: new Set([SUBSCRIPTION]) });
    expect(said(result)).toBe("indeterminate: not-captured");
    expect(copies()).toEqual([]);
    await intact();
  });

  test("are there in the next run of both", async () => {
    await run();
    await run({ checks: OWNERS_READ_MORE, only: new Set([SUBSCRIPTION]) });
    const result = await run({ checks: OWNERS_READ_MORE });
    expect([said(result), told(result)]).toEqual(["pass", []]);
    expect(copies()).toMatchObject(["one", "two"].map((id) => ({ projection: { id, kind: "member" } })));
    await intact();
  });
});

test("a field of another shape than declared stays so in the copy, also where it need not be there", async () => {
  cloud.user("one", { kind: 7 });
  const result = await run({ checks: OWNERS_READ_MAYBE });
  expect(copies()[0]?.["projection"]).toEqual({
    $unexpected: { "owners-enabled/owners": "kind is not of type string" },
  });
  expect(said(result)).toBe("indeterminate: unexpected-shape");
  await intact();
});

test("a full segment restates what was copied, with the tests it was copied under", async () => {
  await run();
  const before = copies().map(({ key, tests }) => ({ key, tests }));
  cloud.denied.add(USERS);
  await run({ checks: OWNERS_READ_MORE });
  expect(records("run-opened")[0]).toMatchObject({ extent: "full" });
  expect(copies(true)).toMatchObject(before.map((each) => ({ ...each, source: null, dataTime: null })));
  expect(records("run-opened")[0]?.["units"]).toContainEqual(expect.objectContaining({ unit: COPIED, ever: true }));
  await intact();
});

test("a slot in which nothing but an old copy was answered is told as failed, and breaks no rule on how lately was looked", async () => {
  const slot = (at: string, members: Partial<RunOptions> = {}): Promise<ObservedRun> => {
    home.clock.ms = parseTimestamp(at);
    return made.run({ run: `slot-${at}`, slot: at, schedule: SCHEDULE, ...members });
  };
  await slot("2026-09-01T07:00:00.000Z");
  cloud.denied.add(unitOf(VAULT, REGION));
  const { failed } = await slot("2026-09-01T09:00:00.000Z", { only: new Set([SUBSCRIPTION]) });
  expect(failed.get(SUBSCRIPTION)).toMatch(
    "the answers are as of 2026-09-01T07:10:00.000Z, older than the slot before this slot",
  );
  const { violations } = await home.verify();
  expect(violations.map(({ rule }) => rule)).not.toContain("W9");
});
