// Who signs a log whose keys change: races of sealers with two keys, and what a retired key can no longer do.
import { beforeEach, describe, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalLine, type Json } from "../../evidence-schema/bytes/canonical.ts";
import type { EndLeaf, KeyLeaf } from "../../evidence-schema/log/log-schema.ts";
import { sealKey } from "../../evidence-schema/keys/object-key.ts";
import { adoptLeaves } from "../../ledger/seal/adopt.ts";
import { endorsedBy } from "../../ledger/operator/endorsed-by.ts";
import { changeKeys } from "../../ledger/operator/change-keys.ts";
import { leafAfter } from "../../ledger/seal/put-leaf.ts";
import type { Signer } from "../../ledger/signers/signer.ts";
import { verifyLedger } from "../../ledger/verify/verify-ledger.ts";
import { writeObject } from "../support/ledger/garbage.ts";
import { ObservedCloud } from "../support/ledger/observed-cloud.ts";
import { killedBeforeSigning, logsOf } from "../support/ledger/signers.ts";
import type { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";
import { BY, INTACT } from "../support/ledger/temporary-ledger.ts";

const said = { reason: "yearly", by: BY };

let made: ObservedCloud;
let home: TemporaryLedger;
let keys: { readonly old: Signer; readonly next: Signer; readonly third: Signer };
beforeEach(async () => {
  made = await ObservedCloud.ofTwoAccounts();
  home = made.home;
  const [next, third] = [await home.anotherKey("next"), await home.anotherKey("third")];
  const trusted = { logs: logsOf([home.signer, next]), untils: [] };
  keys = { old: { ...home.signer, trusted }, next: { ...next, trusted }, third };
  await run("first");
});

const run = (id: string, signer: Signer = keys.old) => made.runAfter(60, id, { signer });

const verified = async () => {
  const report = await verifyLedger({
    store: home.store(),
    trust: { ...home.trust, logs: (keys.old.trusted as NonNullable<Signer["trusted"]>).logs },
    now: new Date(home.clock.ms + 1).toISOString(),
  });
  return { verdict: report.verdict, violations: report.violations.map(({ rule, object }) => `${rule} ${object}`) };
};

const add = async () => changeKeys(await home.open(), keys.old, home.clock, { add: keys.next, ...said });
const retire = async () =>
  changeKeys(await home.open(), keys.next, home.clock, { retire: keys.old.verifierKey, ...said });

/** A leaf that adds `third`, as whoever holds `endorser` and `third` writes it, without a note. */
async function plantKeyLeaf(endorser: Signer): Promise<number> {
  const ledger = await home.open();
  const log = await adoptLeaves(ledger, keys.next);
  const add = keys.third.verifierKey;
  const leaf = { ...leafAfter(log, ledger), kind: "key", add, retire: null } as const;
  return plant({ ...leaf, ...unsigned(), endorsed: await endorsedBy(leaf, [endorser, keys.third]) });
}

const unsigned = () => ({ time: home.clock.text(), by: { ...BY }, reason: "mine" });

function plant(leaf: KeyLeaf | EndLeaf): number {
  writeObject(home, sealKey(leaf.index), canonicalLine(leaf as unknown as Json));
  return leaf.index;
}

describe("through the overlap either key seals", () => {
  test("in turns, and all is INTACT", async () => {
    await add();
    for (const [i, signer] of [keys.next, keys.old, keys.old, keys.next, keys.old].entries()) await run(`${i}`, signer);
    expect(await verified()).toEqual(INTACT);
  });

  test("at once, and all is INTACT", async () => {
    await add();
    home.clock.advance(60);
    const each = (i: number) => made.runAfter(0, `at-once-${i}`, { signer: i % 2 === 0 ? keys.old : keys.next });
    const ends = await Promise.allSettled([0, 1, 2, 3].map(each));
    expect(ends.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    await run("after", keys.next);
    expect(await verified()).toEqual(INTACT);
  });

  test("a leaf that one left without its note is signed by the other", async () => {
    await add();
    await expect(run("cut", killedBeforeSigning(keys.next))).rejects.toThrow("killed");
    await run("after", keys.old);
    expect(await verified()).toEqual(INTACT);
  });
});

describe("a key that is not in force signs nothing, and appends nothing", () => {
  test("before its leaf is there", async () => {
    const keysBefore = home.keys();
    // Whoever seals with it first looks back through the log, which its trust file alone does not put it in.
    await expect(run("early", { ...keys.third, trusted: undefined as never })).rejects.toThrow(/signed by no key/);
    expect(home.keys()).toEqual(keysBefore);
  });

  test("after it was retired", async () => {
    await add();
    await retire();
    const before = home.keys();
    await expect(run("late", keys.old)).rejects.toThrow(/is not in force for log\/0+3\.json/);
    expect(home.keys()).toEqual(before);
    await run("next", keys.next);
    expect(await verified()).toEqual(INTACT);
  });

  test("retired while its run was under way: what it appended, the next run seals", async () => {
    await add();
    const ledger = await home.open();
    const meets: Signer = {
      ...keys.old,
      // It has its leaf to sign, and the other key retires it first: then that leaf is the other's to sign.
      sign: async (text) => {
        meets.sign = (again) => keys.old.sign(again);
        await changeKeys(ledger, keys.next, home.clock, { retire: keys.old.verifierKey, ...said });
        return keys.old.sign(text);
      },
    };
    await run("under way", meets).catch(() => undefined);
    await run("next", keys.next);
    expect(await verified()).toEqual(INTACT);
  });
});

describe("a change that is planted without its note", () => {
  test("endorsed by a key in force and the one that is added: it is adopted, as anybody's leaf", async () => {
    await add();
    await plantKeyLeaf(keys.old);
    expect((await run("next", keys.next)).sealed.seal.void).toEqual([]);
  });

  test("endorsed by a key that was retired long ago: the next seal names it void", async () => {
    await add();
    await retire();
    for (let i = 0; i < 3; i += 1) await run(`${i}`, keys.next);
    const index = await plantKeyLeaf(keys.old);
    expect((await run("next", keys.next)).sealed.seal.void).toMatchObject([{ index }]);
    expect(await verified()).toEqual(INTACT);
  });

  test("endorsed by the added key alone: the next seal names it void", async () => {
    await add();
    const index = await plantKeyLeaf(keys.third);
    expect((await run("next", keys.next)).sealed.seal.void).toMatchObject([{ index }]);
    expect(await verified()).toEqual(INTACT);
  });

  test("an endorsement of an earlier leaf: a retired key does not come back by it", async () => {
    const { index } = await add();
    const old = JSON.parse(readFileSync(join(home.root, sealKey(index)), "utf8")) as KeyLeaf;
    // The next key is given up again, and the first goes on.
    await changeKeys(await home.open(), keys.old, home.clock, { retire: keys.next.verifierKey, ...said });
    await run("goes on", keys.old);
    const ledger = await home.open();
    const log = await adoptLeaves(ledger, keys.old);
    const again = plant({ ...old, ...unsigned(), ...leafAfter(log, ledger), endorsed: old.endorsed });
    expect((await run("next", keys.old)).sealed.seal.void).toMatchObject([{ index: again }]);
    await expect(run("by the key that was given up", keys.next)).rejects.toThrow(/is not in force/);
    expect(await verified()).toEqual(INTACT);
  });
});

describe("an end that is planted without its note", () => {
  const end = async (...endorsers: readonly Signer[]): Promise<number> => {
    const ledger = await home.open();
    const log = await adoptLeaves(ledger, keys.old);
    const leaf = { ...leafAfter(log, ledger), kind: "end", successor: "a".repeat(64) } as const;
    return plant({ ...leaf, ...unsigned(), endorsed: await endorsedBy(leaf, endorsers) });
  };

  test("by somebody without a key: the next seal names it void, and the ledger goes on", async () => {
    const index = await end(keys.third);
    expect((await run("next")).sealed.seal.void).toMatchObject([{ index }]);
    await run("and on");
    expect(await verified()).toEqual(INTACT);
  });

  test("by a key that was retired: the same", async () => {
    await add();
    await retire();
    const ledger = await home.open();
    const log = await adoptLeaves(ledger, keys.next);
    const leaf = { ...leafAfter(log, ledger), kind: "end", successor: null } as const;
    const index = plant({ ...leaf, ...unsigned(), endorsed: await endorsedBy(leaf, [keys.old]) });
    expect((await run("next", keys.next)).sealed.seal.void).toMatchObject([{ index }]);
  });

  test("by a holder who did not live to sign it: it is the end", async () => {
    const index = await end(keys.old);
    await expect(run("next")).rejects.toThrow(`the ledger ended with ${sealKey(index)}`);
    expect(await verified()).toEqual(INTACT);
  });
});
