// Waivers on a real ledger: from when they count, when they end, and that nobody's name is in the evidence.
import { beforeEach, describe, expect, test } from "vitest";
import { overviewOf, type Overview } from "../../../audit/standing/overview.ts";
import { recordedWaivers } from "../../../audit/standing/in-force/waivers-in-force.ts";
import { readConfig } from "../../../config/define-config.ts";
import { policyOf } from "../../../config/policy.ts";
import { objectStorageEncryptedAtRest } from "../../../checks/encryption/object-storage-encrypted-at-rest/index.ts";
import { personReference } from "../../../evidence-schema/keys/person.ts";
import { readActs, type ReadAct } from "../../../ledger/read/read-acts.ts";
import { recordWaivers } from "../../../observation/plan/record-waivers.ts";
import { Cloud } from "../../support/ledger/cloud.ts";
import { A, ObservedCloud } from "../../support/ledger/observed-cloud.ts";
import { BY, type TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { disguises, ledgerTexts } from "../../support/ledger-texts.ts";

const person = (provider: string, value: string): string => personReference(Buffer.alloc(32), provider, value);
const RUNNER = person("local", "runner");
const T6 = "2026-09-01T06:00:00.000Z";
const T7 = "2026-09-01T07:00:00.000Z";
const T8 = "2026-09-01T08:00:00.000Z";

const WAIVER = {
  id: "W-1",
  checks: [objectStorageEncryptedAtRest],
  resources: { scopes: [A] },
  risk: "Test data is readable.",
  reason: "It is made up.",
  ticket: "SEC-1",
  requester: "Jana Novakova",
  approver: "Renate Osterkamp",
  from: "2026-01-01",
  until: "2026-12-31",
};
type Input = typeof WAIVER;

const policyWith = (waivers: readonly Input[]): ReturnType<typeof policyOf> => {
  const company = { legalEntity: "Example GmbH", system: "Example" };
  const scopes = [{ scope: A, regions: ["eu-central-1"] }];
  const config = readConfig({ company, ledger: { origin: "example.test/tidemark" }, scopes, waivers }, "c.ts");
  return policyOf(config, person);
};

let made: ObservedCloud;
let home: TemporaryLedger;
let cloud: Cloud;
beforeEach(async () => {
  made = await ObservedCloud.of((clock) => new Cloud(clock.text));
  ({ home, cloud } = made);
  cloud.bucket(A, "one", "default");
});

const run = async (id: string, waivers: readonly Input[]): Promise<void> =>
  void (await made.runAfter(0, id, { policy: policyWith(waivers), by: { ...BY, principal: RUNNER } }));

/** The recorded waivers; deployments are acts too. */
const recorded = async (): Promise<readonly ReadAct[]> =>
  (await readActs(home.store(), (await home.open()).id)).filter(({ record }) => record.type === "waiver");

/** [id, start, end] of each recorded waiver. */
const times = async (): Promise<string[][]> =>
  (await recordedWaivers(await home.open())).map(({ terms: waiver, start, end }) => [waiver.id, start, end]);

const overview = async (): Promise<Overview> => (await overviewOf(await home.open())) as Overview;
const waivedNow = async (): Promise<(string | null)[]> =>
  (await overview()).results.filter(({ outcome }) => outcome === "fail").map(({ waiver }) => waiver?.terms.id ?? null);

const END = "2027-01-01T00:00:00.000Z";

describe("a waiver", () => {
  test("that is recorded counts for nothing until a seal lists it", async () => {
    await run("first", []);
    expect(await waivedNow()).toEqual([null]);
    home.clock.advance(3600);
    await recordWaivers(await home.open(), home.clock, policyWith([WAIVER]).waivers, RUNNER);
    expect(await recorded()).toHaveLength(1);
    expect(await times()).toEqual([]);
    expect(await waivedNow()).toEqual([null]);
    home.clock.advance(3600);
    await run("second", [WAIVER]);
    expect(await times()).toEqual([["W-1", T7, END]]);
    expect(await waivedNow()).toEqual(["W-1"]);
    expect((await home.verify()).violations).toEqual([]);
  });

  test("counts from its record on, whatever its from says, and not before a later from", async () => {
    await run("first", []);
    home.clock.advance(3600);
    await run("second", [WAIVER, { ...WAIVER, id: "W-2", from: "2026-09-02" }]);
    expect(await times()).toEqual([
      ["W-1", T7, END],
      ["W-2", "2026-09-02T00:00:00.000Z", END],
    ]);
  });

  test("whose record is dated before a seal that lacks it counts from that seal", async () => {
    await run("zero", []);
    home.clock.advance(3600);
    await run("first", []);
    const back = { now: () => home.clock.ms - 3_600_000, wait: home.clock.wait };
    const ledger = await home.open({ ...home.store(), clock: () => Promise.resolve(back.now()) });
    await recordWaivers(ledger, back, policyWith([WAIVER]).waivers, RUNNER);
    const [act] = await recorded();
    home.clock.advance(3600);
    await run("second", [WAIVER]);
    expect([act?.record.time, await times()]).toEqual([T6, [["W-1", T7, END]]]);
  });

  test("that is changed ends at its next record, which says what counts then", async () => {
    await run("first", [WAIVER]);
    home.clock.advance(3600);
    await run("second", [{ ...WAIVER, resources: { scopes: ["aws/*"] }, until: "2026-10-31" }]);
    expect(await times()).toEqual([
      ["W-1", T6, T7],
      ["W-1", T7, "2026-11-01T00:00:00.000Z"],
    ]);
    expect(await waivedNow()).toEqual(["W-1"]);
  });

  test("that leaves the config ends at the run that sees it, and counts again once it is back", async () => {
    await run("first", [WAIVER]);
    expect(await waivedNow()).toEqual(["W-1"]);
    home.clock.advance(3600);
    await run("second", []);
    expect(await waivedNow()).toEqual([null]);
    home.clock.advance(3600);
    await run("third", [WAIVER]);
    expect(await times()).toEqual([
      ["W-1", T6, T7],
      ["W-1", T7, T7],
      ["W-1", T8, END],
    ]);
    expect(await waivedNow()).toEqual(["W-1"]);
  });

  test("that is withdrawn before it begins never counts", async () => {
    await run("first", [{ ...WAIVER, from: "2026-09-02" }]);
    home.clock.advance(3600);
    await run("second", []);
    const all = await recordedWaivers(await home.open());
    expect(all.map(({ start, end }) => start < end && end > T7)).toEqual([false, false]);
    home.clock.advance(86_400);
    await run("third", []);
    expect(await waivedNow()).toEqual([null]);
    expect((await home.verify()).violations).toEqual([]);
  });

  test("is recorded once, and withdrawn once", async () => {
    await run("first", [WAIVER]);
    for (const [id, waivers, acts] of [
      ["second", [WAIVER], 1],
      ["third", [], 2],
      ["fourth", [], 2],
    ] as const) {
      home.clock.advance(60);
      await run(id, waivers);
      expect(await recorded()).toHaveLength(acts);
    }
    expect((await home.verify()).violations).toEqual([]);
  });

  test("names its people by reference alone", async () => {
    await run("first", [WAIVER]);
    const [act] = await recorded();
    const { requester, approver } = WAIVER;
    expect(act?.record.body).toMatchObject({
      principal: RUNNER,
      requester: person("company", requester),
      approver: person("company", approver),
    });
    const texts = ledgerTexts(home.root);
    expect(texts.some(({ text }) => text.includes(person("company", requester)))).toBe(true);
    const found = [requester, approver, "Novakova", "Osterkamp"]
      .flatMap(disguises)
      .filter((form) => texts.some(({ key, text }) => key.includes(form) || text.includes(form)));
    expect(found).toEqual([]);
  });
});
