// Clocks that are wrong: behind the chain, or far from the store's.
import { beforeEach, describe, expect, test } from "vitest";
import type { RunOptions, RunResult } from "../../observation/run.ts";
import { Cloud } from "../support/ledger/cloud.ts";
import { A, B, ObservedCloud } from "../support/ledger/observed-cloud.ts";
import { readSegments } from "../support/ledger/read-segments.ts";
import type { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";

let made: ObservedCloud;
let home: TemporaryLedger;
let cloud: Cloud;
beforeEach(async () => {
  made = await ObservedCloud.ofTwoAccounts();
  ({ home, cloud } = made);
  await run("first");
});

const run = (id: string, members?: Partial<RunOptions>): Promise<RunResult> => made.runAfter(600, id, members);

describe("a clock", () => {
  const refused = async (members: Partial<RunOptions> = {}): Promise<string> => {
    const before = home.digests();
    cloud.bucket(A, "new", "own key");
    const error = await home.run({ reader: cloud, run: "second", checks: [], ...members }).then(
      () => null,
      (caught: unknown) => caught as Error,
    );
    expect(home.digests()).toEqual(before);
    expect(error?.name).toBe("StoreError");
    return error?.message as string;
  };

  test("behind the chain by more than two minutes: nothing is written, and that is said", async () => {
    const at = home.clock.text();
    home.clock.advance(-3600);
    expect(await refused()).toBe(
      `this machine's clock is 3600 s behind the newest record (${at}). Nothing was written. Set the clock (NTP) and run again`,
    );
  });

  test("behind the chain by less: the run waits, and the chain's time does not fall", async () => {
    const at = home.clock.text();
    // The cloud's clock is right.
    const reader = new Cloud(() => at);
    for (const [scope, key] of [
      [A, "one"],
      [B, "two"],
    ] as const)
      reader.bucket(scope, key, "own key");
    home.clock.advance(-60);
    await home.run({ reader, run: "second" });
    expect(readSegments(home, A).at(-1)?.records[0]?.time).toBe(at);
    expect(await home.broken()).toEqual([]);
  });

  test.each([3600, -3600, 121, -121])(
    "%i s from the store's: nothing is written, and that is said",
    async (seconds) => {
      const { clock } = home;
      const store = { ...home.store(), clock: () => Promise.resolve(clock.ms - seconds * 1000) };
      expect(await refused({ ledger: await home.open(store) })).toBe(
        `this machine's clock is ${seconds} s from the store's clock, expected at most 120 s. Nothing was written. Set the clock (NTP) and run again`,
      );
    },
  );

  test("two minutes from the store's is not too far", async () => {
    const { clock } = home;
    const store = { ...home.store(), clock: () => Promise.resolve(clock.ms - 120_000) };
    await run("second", { ledger: await home.open(store) });
    expect(await home.broken()).toEqual([]);
  });
});
