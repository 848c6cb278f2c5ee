// Context between runs: event batches in either scope, readers that can't ask again, and clocks of two exports.
import { beforeEach, describe, expect, test } from "vitest";
import type { ChainRecord } from "../../../evidence-schema/record/record.ts";
import type { RunOptions } from "../../../observation/run.ts";
import type { ObservedScope } from "../../../observation/comparing/write-segment.ts";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import { REGION } from "../../support/ledger/cloud.ts";
import { said, Subscription, told } from "../../support/ledger/subscription.ts";
import type { ObservedRun, TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { INTACT } from "../../support/ledger/temporary-ledger.ts";
import { SUBSCRIPTION, TENANT, type TwoProviders, USERS, VAULT } from "../../support/ledger/two-providers.ts";

let made: Subscription;
let home: TemporaryLedger;
let cloud: TwoProviders;
beforeEach(async () => {
  made = await Subscription.create();
  ({ home, cloud } = made);
});

const run = (members: Partial<RunOptions> = {}): Promise<ObservedRun> => made.run(members);
const batch = (...event: Parameters<Subscription["batch"]>): Promise<ObservedScope | null> => made.batch(...event);
const records = (type: string): ChainRecord["body"][] => made.records(type);
const copies = (): ChainRecord["body"][] => made.copies();

const intact = async (): Promise<void> => expect(await home.verify()).toMatchObject(INTACT);

test("a person whom an event changed since the other scope was read is copied with that data time", async () => {
  await run();
  cloud.user("one", { enabled: false });
  await batch(TENANT, "one", USERS);
  const dataTime = home.clock.text();
  home.clock.advance(60);
  const result = await run({ only: new Set([SUBSCRIPTION]) });
  expect(copies()).toMatchObject([{ key: `${TENANT}#one`, dataTime, since: dataTime }]);
  expect(told(result)).toEqual(["vault drift"]);
  await intact();
});

describe("an event batch in the subscription", () => {
  test("finds its witness among what was copied, which stays current", async () => {
    await run();
    cloud.vault("vault", "two");
    const changed = await batch(SUBSCRIPTION, "vault", `${VAULT}@${REGION}`);
    expect(said({ observed: [changed as ObservedScope] })).toBe("pass");
    expect(records("observation")[0]?.["findings"]).toMatchObject([{ relied: { keys: [`${TENANT}#two`] } }]);
    expect(copies()).toEqual([]);
    home.clock.advance(60);
    expect(told(await run())).toEqual([]);
    await intact();
  });

  test("claims no absence by what was copied before the vault took this form", async () => {
    await run();
    cloud.vault("vault", "nobody");
    const changed = await batch(SUBSCRIPTION, "vault", `${VAULT}@${REGION}`);
    expect(said({ observed: [changed as ObservedScope] })).toBe("indeterminate: read-too-early");
    expect(told(await run())).toEqual(["vault drift"]);
    await intact();
  });
});

/** The same clouds as exports have them: each scope at one instant, and nothing is asked again. */
const exported = (ages: { readonly [scope: string]: number }): RunOptions["reader"] => ({
  lanes: cloud.lanes,
  lanesOf: cloud.lanesOf,
  scopes: cloud.scopes,
  async read(request, emit) {
    const dataTime = formatTimestamp(home.clock.ms - (ages[request.scope] ?? 0) * 1000);
    const reading = await cloud.read(request, (item) => emit({ ...item, dataTime }));
    const sources = reading.sources.map((source) => ({ ...source, atomic: true }));
    return { ...reading, sources, units: reading.units.map((unit) => ({ ...unit, dataTime })) };
  },
});

describe("a vault without an owner, in exports", () => {
  beforeEach(() => cloud.vault("vault", "nobody"));

  test("fails where it was exported after the people", async () => {
    const reader = exported({ [TENANT]: 30 });
    // In the first run the people are older than all that is known of the vault.
    expect(said(await run({ reader }))).toBe("indeterminate: read-too-early");
    expect(said(await run({ reader }))).toBe("fail");
    await intact();
  });

  test("fails at once where both are of one instant", async () => {
    expect(said(await run({ reader: exported({}) }))).toBe("fail");
    await intact();
  });

  test("may have gone with its owner where it was exported before", async () => {
    const reader = exported({ [SUBSCRIPTION]: 30 });
    expect(said(await run({ reader }))).toBe("indeterminate: unconfirmed");
    expect(said(await run({ reader }))).toBe("indeterminate: unconfirmed");
    await intact();
  });
});
