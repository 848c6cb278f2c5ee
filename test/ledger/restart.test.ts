// Objects that are no valid continuation: what is said of them, what goes on all the same, and how a scope is healed.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { canonicalLine, type Json } from "../../evidence-schema/bytes/canonical.ts";
import { sealKey, segmentKey } from "../../evidence-schema/keys/object-key.ts";
import { disownObjects } from "../../ledger/operator/disown.ts";
import { appendActs } from "../../ledger/write/acts.ts";
import { GzipWriter } from "../../ledger/read/gzip-member.ts";
import type { RunOptions, RunResult } from "../../observation/run.ts";
import type { Cloud } from "../support/ledger/cloud.ts";
import { A, B, ObservedCloud } from "../support/ledger/observed-cloud.ts";
import { GARBAGE, writeGarbage, writeObject, type GarbageKind } from "../support/ledger/garbage.ts";
import { readSegment } from "../support/ledger/read-segments.ts";
import { killedBeforeSigning } from "../support/ledger/signers.ts";
import type { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";

const KINDS = Object.keys(GARBAGE) as GarbageKind[];
const RESTARTS = new Map([[A, { reason: "the disk was bad", principal: "person:me" }]]);

let made: ObservedCloud;
let home: TemporaryLedger;
let cloud: Cloud;
beforeEach(async () => {
  made = await ObservedCloud.ofTwoAccounts();
  ({ home, cloud } = made);
  await run("first");
});

const run = (id: string, members?: Partial<RunOptions>): Promise<RunResult> => made.runAfter(600, id, members);

describe.each(KINDS)("at the next position of a chain: %s", (kind) => {
  test("the run says which object, which rule and which command, and seals the other scopes", async () => {
    const key = writeGarbage(home, A, kind);
    cloud.bucket(B, "three", "default");
    const { failed, observed, sealed } = await run("second");
    const why = failed.get(A) as string;
    expect(why).toMatch(
      /^[^\n]+ is no valid continuation of its chain \(rule [A-Z]\d: expected [^\n]+, found [^\n]*\): run tidemark restart-scope aws\/111111111111$/,
    );
    expect(why).toContain(`${A}: ${key} `);
    expect(observed.map(({ scope }) => scope)).toEqual([B]);
    const row = sealed.seal.scopes.find(({ scope }) => scope === A);
    expect(row).toMatchObject({ view: "failed", seq: 3, segments: [] });
    expect(row?.problem).toMatch(
      new RegExp(
        `^${key} is no valid continuation of its chain \\([^\\n]+\\)\\. Run tidemark restart-scope for this scope$`,
      ),
    );
    expect((await home.broken()).every((each) => each.endsWith(` ${key}`))).toBe(true);
  });

  test("restart-scope opens gen 1, names what it abandons, and all is intact", async () => {
    const key = writeGarbage(home, A, kind);
    const object = home.digests().get(key) as string;
    await run("restart", { restarts: RESTARTS, only: new Set([A]) });
    const { opened } = readSegment(home, segmentKey(A, 1, 0));
    expect(opened["restarts"]).toMatchObject({ gen: 0, seq: 3, abandoned: [{ key, object }], ...RESTARTS.get(A) });
    const report = await home.verify();
    expect(report.violations).toEqual([]);
    expect(report.cannotShow).toContain(`${key} was abandoned: the disk was bad`);
    expect(report.abandoned).toEqual([{ key, reason: "the disk was bad" }]);
    cloud.bucket(A, "one", "default");
    const { observed } = await run("next");
    // State went on across the restart.
    expect(observed.find(({ scope }) => scope === A)?.changes).toMatchObject([{ finding: { transition: "drift" } }]);
    expect(await home.broken()).toEqual([]);
  });
});

describe("a restart", () => {
  test("of a scope that is whole is refused, also where its last segment is not sealed", async () => {
    const refused = { restarts: RESTARTS, only: new Set([A]) };
    await expect(run("restart", refused)).rejects.toThrow(
      /^aws\/111111111111: the chain is valid up to its last object; there is nothing to restart$/,
    );
    // A run that could append and not seal.
    await expect(run("unsealed", { signer: killedBeforeSigning(home.signer) })).rejects.toThrow("killed");
    rmSync(join(home.root, sealKey(1)));
    const before = home.keys("records/");
    await expect(run("restart", refused)).rejects.toThrow("nothing to restart");
    expect(home.keys("records/")).toEqual(before);
    await run("next");
    expect(await home.broken()).toEqual([]);
  });

  test("keeps a valid segment that no seal lists yet, and leaves behind only what stands after it", async () => {
    await expect(run("unsealed", { signer: killedBeforeSigning(home.signer) })).rejects.toThrow("killed");
    rmSync(join(home.root, sealKey(1)));
    const key = writeGarbage(home, A, "not gzip");
    await run("restart", { restarts: RESTARTS });
    const report = await home.verify();
    expect(report.violations).toEqual([]);
    expect(report.abandoned.map((each) => each.key)).toEqual([key]);
    expect(readSegment(home, segmentKey(A, 0, 4)).run).toBe("unsealed");
  });

  test.each(KINDS)("that was itself cut (%s) is left behind by a second one", async (kind) => {
    const keys = [writeGarbage(home, A, "not gzip"), writeGarbage(home, A, kind, 1)];
    const { failed } = await run("second");
    expect(failed.get(A)).toContain(`${keys[0]} is no valid continuation`);
    await run("restart", { restarts: RESTARTS });
    expect(home.keys(`records/provider=aws/scope=111111111111/gen=2/`)).toHaveLength(1);
    const report = await home.verify();
    expect(report.violations).toEqual([]);
    expect(report.abandoned.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
    await run("next");
    expect(await home.broken()).toEqual([]);
  });

  // Whoever can write one object can't make the writer believe what it claims.
  test.each([
    ["from the last valid line", 3],
    ["from a line before the last sealed one", 2],
    ["from before the first line", -1],
  ])(
    "that only claims to be one, %s, leaves nothing behind: it is stray, and the scope goes on",
    async (_name, seq) => {
      const { records } = readSegment(home, segmentKey(A, 0, 0));
      const line = records[0] as unknown as { readonly body: object };
      const restarts = { gen: 0, seq, head: "1".repeat(64), abandoned: [], reason: "planted", principal: "nobody" };
      const gzip = new GzipWriter();
      gzip.add(canonicalLine({ ...line, gen: 1, run: "planted", body: { ...line.body, restarts } } as unknown as Json));
      const key = writeObject(home, segmentKey(A, 1, 0), gzip.end());
      const { observed } = await run("second");
      expect(observed.map(({ scope }) => scope)).toEqual([A, B]);
      expect(await home.broken()).toEqual([`K4 ${key}`]);
      // A real one passes over it, and names it.
      const next = (observed.find(({ scope }) => scope === A)?.written?.last as number) + 1;
      const garbage = writeObject(home, segmentKey(A, 0, next), Buffer.from("garbage"));
      await run("restart", { restarts: RESTARTS, only: new Set([A]) });
      const report = await home.verify();
      expect(report.violations).toEqual([]);
      expect(report.abandoned.map((each) => each.key)).toEqual([garbage, key]);
      await run("next");
      expect(await home.broken()).toEqual([]);
    },
  );

  test("of a chain whose very first object is garbage begins it in gen 1", async () => {
    made = await ObservedCloud.ofTwoAccounts();
    home = made.home;
    writeObject(home, segmentKey(A, 0, 0), Buffer.from("garbage"));
    await run("restart", { restarts: RESTARTS });
    expect((await home.verify()).violations).toEqual([]);
    await run("next");
    expect(await home.broken()).toEqual([]);
  });

  test.each([
    ["far behind the chain's end", 0, 999],
    ["in a gen that nobody could reach by restarts", 999_999, 0],
    ["in the middle of what comes next", 0, 5],
  ])("is not needed for an object %s: it is stray, and disowned", async (_name, gen, seq) => {
    const key = writeObject(home, segmentKey(A, gen, seq), Buffer.from("garbage"));
    expect((await run("second")).observed.map(({ scope }) => scope)).toEqual([A, B]);
    expect(await home.broken()).toEqual([`K4 ${key}`]);
    await expect(run("restart", { restarts: RESTARTS, only: new Set([A]) })).rejects.toThrow("nothing to restart");
    await disownObjects(await home.open(), home.clock, "disown", { keys: [key], reason: "garbage", principal: "me" });
    await run("third");
    // The seal that lists the act holds the scope back: the act is judged by where the chain stood then.
    await run("fourth");
    expect(await home.broken()).toEqual([]);
  });
});

describe("sealed evidence that is not as it was", () => {
  test("stops its own scope and no other, and can't be restarted away", async () => {
    const key = segmentKey(A, 0, 0);
    writeObject(home, key, Buffer.from("x"));
    const { failed, observed } = await run("second");
    expect(failed.get(A)).toMatch(new RegExp(`^${key}: sealed evidence breaks rule B3: [^\\n]+$`));
    expect(observed.map(({ scope }) => scope)).toEqual([B]);
    await expect(run("restart", { restarts: RESTARTS, only: new Set([A]) })).rejects.toThrow(
      "sealed evidence breaks rule",
    );
    expect((await home.verify()).verdict).toBe("BROKEN");
  });

  test("is told where it is gone", async () => {
    rmSync(join(home.root, segmentKey(A, 0, 0)));
    expect((await run("second")).failed.get(A)).toBe(`${A}: the latest sealed full segment is missing`);
  });
});

test("garbage after the last act: no act is appended, runs go on, and it is said", async () => {
  const act = { type: "response", body: { principal: "me", subject: "s", about: null, text: "t" } } as const;
  await appendActs(await home.open(), home.clock, "act", [act]);
  writeObject(home, segmentKey("tidemark/ledger", 0, 1), Buffer.from("garbage"));
  await expect(appendActs(await home.open(), home.clock, "act 2", [act])).rejects.toThrow(
    /^records\/provider=tidemark\/scope=ledger\/gen=0\/000000000001.ndjson.gz is no valid continuation of the acts \(rule B3: [^\n]+\)\. Run tidemark restart-scope tidemark\/ledger --reason TEXT$/,
  );
  const { sealed, observed } = await run("second");
  expect(observed.map(({ scope }) => scope)).toEqual([A, B]);
  expect(sealed.seal.scopes.find(({ scope }) => scope === "tidemark/ledger")).toMatchObject({ view: "failed", seq: 0 });
});
