// Only what a scope's own resources ask for is copied from another scope, and nobody who was left out is taken for absent.
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { defineCheck } from "../../../checks/check.ts";
import { defineEvaluator, fail, indeterminate, pass, relation } from "../../../checks/kernel.ts";
import { canonicalize, type Json } from "../../../evidence-schema/bytes/canonical.ts";
import { unitOf, type ChainRecord } from "../../../evidence-schema/record/record.ts";
import type { ConfiguredCheck } from "../../../observation/plan/tests-document.ts";
import type { RunOptions } from "../../../observation/run.ts";
import { REGION } from "../../support/ledger/cloud.ts";
import { readSegments } from "../../support/ledger/read-segments.ts";
import { said, Subscription, told } from "../../support/ledger/subscription.ts";
import { INTACT, type ObservedRun, type TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { COPIED, SUBSCRIPTION, TENANT, USERS, VAULT, type TwoProviders } from "../../support/ledger/two-providers.ts";

const user = z.object({ id: z.string(), enabled: z.boolean(), deputy: z.string().optional() });
type User = z.infer<typeof user>;
const people = {
  provider: "entra",
  type: "test/user",
  within: "scope",
  global: true,
  on: ({ id }: User) => [id],
} as const;

/** A vault needs an owner who is enabled, and whose deputy is, if there is one. */
const check = (version: number, reads: z.ZodType<User>): ConfiguredCheck => ({
  parameters: {},
  check: defineCheck({
    id: "deputies-enabled",
    version,
    domain: "identity",
    title: "Owners and their deputies are enabled",
    requirement: "test",
    rationale: "test",
    remediation: {},
    limits: "test",
    severity: "low",
    parameters: z.object({}),
    references: [],
    evaluators: [
      defineEvaluator({
        provider: "azure",
        resourceType: VAULT,
        global: false,
        reads: z.object({ owner: z.string() }),
        related: {
          owners: relation({
            ...people,
            reads,
            asked: ({ owner }: { readonly owner: string }) => [owner],
            leads: { deputies: ({ deputy }: User) => (deputy === undefined ? [] : [deputy]) },
          }),
          deputies: relation({ ...people, reads, asked: () => [] }),
        },
        evaluate({ owner }, { related }) {
          const found = related.owners(owner).find(({ enabled }) => enabled);
          if (found.is === "unknown") return indeterminate(found.problem);
          if (found.is === "none") return fail("it has no owner who is enabled");
          if (found.row.deputy === undefined) return pass("its owner is enabled");
          const deputy = related.deputies(found.row.deputy).find(({ enabled }) => enabled);
          if (deputy.is === "unknown") return indeterminate(deputy.problem);
          return deputy.is === "found" ? pass("both are enabled") : fail("its owner's deputy is not enabled");
        },
      }),
    ],
  }),
});
const VAULTS = unitOf(VAULT, REGION);
const CHECKS = [check(1, user)];
const READ_MORE = [check(2, user.extend({ kind: z.string() }))];

let made: Subscription;
let home: TemporaryLedger;
let cloud: TwoProviders;
beforeEach(async () => {
  made = await Subscription.create();
  ({ home, cloud } = made);
});

const run = (members: Partial<RunOptions> = {}): Promise<ObservedRun> => made.run({ checks: CHECKS, ...members });
const copied = (): unknown[] => made.copies().map(({ key }) => key);
const departed = (): unknown[] => made.records("departure").map(({ key }) => key);
const row = (): unknown =>
  made
    .records("coverage")
    .flatMap(({ units }) => units as { unit: string }[])
    .find(({ unit }) => unit === COPIED);
const intact = async (): Promise<void> => expect(await home.verify()).toMatchObject(INTACT);

test("the owner is copied, and whom that row leads to, and nobody else", async () => {
  cloud.user("one", { deputy: "three" });
  cloud.user("three", { deputy: "four" });
  cloud.user("four");
  expect(said(await run())).toBe("pass");
  // A deputy's deputy is not asked for.
  expect(copied()).toEqual([`${TENANT}#one`, `${TENANT}#three`]);
  expect(row()).toMatchObject({ complete: true, listed: 2, observed: 2 });
  await intact();
});

test("a large tenant costs a subscription as much as a small one", async () => {
  const written = async (more: number): Promise<{ bytes: number; copies: number; tenant: number }> => {
    const of = await Subscription.create();
    for (let i = 0; i < more; i += 1) of.cloud.user(`person-${i}`);
    await of.run({ checks: CHECKS });
    const bytes = (scope: string): number =>
      readSegments(of.home, scope)
        .flatMap(({ records }) => records)
        .reduce((sum, record) => sum + canonicalize(record as unknown as Json).length + 1, 0);
    return { bytes: bytes(SUBSCRIPTION), copies: of.copies().length, tenant: bytes(TENANT) };
  };
  const [small, large] = [await written(0), await written(3000)];
  expect(large.tenant).toBeGreaterThan(small.tenant + 1_000_000);
  // The position in the tenant's chain has more digits.
  expect(large.bytes - small.bytes).toBeLessThan(10);
  expect([small.copies, large.copies]).toEqual([1, 1]);
});

describe("an owner", () => {
  test("who changes takes the one before out of the copies, in the same run", async () => {
    await run();
    cloud.vault("vault", "two");
    await run();
    expect([copied(), departed()]).toEqual([[`${TENANT}#two`], [`${TENANT}#one`]]);
    expect(said(await run())).toBe("pass");
    expect([copied(), departed()]).toEqual([[], []]);
    await intact();
  });

  test("of a vault that could not be read stays copied", async () => {
    await run();
    cloud.denied.add(VAULTS);
    await run();
    expect(departed()).toEqual([]);
    cloud.denied.clear();
    expect(told(await run())).toEqual([]);
    expect(copied()).toEqual([]);
    await intact();
  });

  test("of a vault that is gone departs with it", async () => {
    cloud.vault("other", "two");
    await run();
    cloud.remove(SUBSCRIPTION, "other");
    await run();
    expect(departed()).toEqual([`${TENANT}#two`, "other"].toSorted());
    expect(said(await run())).toBe("pass");
    await intact();
  });

  test("whom only the second reading of the vault names is copied then", async () => {
    cloud.vault("vault", "nobody");
    cloud.beforeAsk = () => Promise.resolve(cloud.vault("vault", "two"));
    expect(said(await run())).toBe("pass");
    expect(copied()).toEqual([`${TENANT}#two`]);
    await intact();
  });

  test("whom nobody knows is absent by the complete unit, which lists nobody", async () => {
    cloud.vault("vault", "nobody");
    expect(said(await run())).toBe("fail");
    expect(row()).toMatchObject({ complete: true, listed: 0 });
    await intact();
  });
});

describe("a person of whom nobody knows who it is", () => {
  test("since the row has another form keeps others from being absent, and no witness from counting", async () => {
    cloud.put(TENANT, "strange", "test/user", { id: 7, enabled: true }, "1");
    cloud.vault("other", "nobody");
    const result = await run();
    expect(said(result)).toBe("pass");
    const state = result.observed.at(-1)?.state;
    const entry = state?.entries.get("other");
    expect(entry?.findings).toMatchObject([{ outcome: "indeterminate", problem: { code: "unexpected-shape" } }]);
    expect(row()).toMatchObject({ complete: false, problem: { code: "unexpected-shape" } });
    await intact();
  });

  test("a row whose fields no run has read yet makes nobody depart", async () => {
    await run();
    const result = await run({ checks: READ_MORE, only: new Set([SUBSCRIPTION]) });
    expect([said(result), departed()]).toEqual(["indeterminate: not-captured", []]);
    expect(said(await run({ checks: READ_MORE }))).toBe("pass");
    await intact();
  });

  test("since the tenant listed a key that could not be read keeps others from being absent", async () => {
    cloud.vault("vault", "nobody");
    const dataTime = (): string => home.clock.text();
    const reader: RunOptions["reader"] = {
      lanes: cloud.lanes,
      lanesOf: cloud.lanesOf,
      scopes: cloud.scopes,
      async read(request, emit) {
        const reading = await cloud.read(request, emit);
        if (request.scope !== TENANT) return reading;
        const [source] = reading.sources;
        const problem = { code: "denied", detail: "User.Read.All" } as const;
        emit({ key: "three", unit: USERS, source: source?.source ?? "", dataTime: dataTime(), problem });
        return { ...reading, units: reading.units.map((unit) => ({ ...unit, listed: unit.listed + 1 })) };
      },
    };
    expect(said(await run({ reader }))).toBe("indeterminate: denied");
    await intact();
  });
});

test("what is copied is as of the head that the source names", async () => {
  await run();
  const head = readSegments(home, TENANT).at(-1)?.records.at(-1) as ChainRecord;
  cloud.vault("vault", "two");
  await run({ only: new Set([SUBSCRIPTION]) });
  const sources = made.records("run-opened")[0]?.["sources"] as { source: string; endpoint: string }[];
  const copying = sources.find(({ source }) => source === `context:${TENANT}`);
  expect(copying?.endpoint).toMatch(new RegExp(`^${TENANT} gen 0 seq ${head.seq} `));
  expect(copied()).toEqual([`${TENANT}#two`]);
});
