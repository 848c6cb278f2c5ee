// Somebody who can write objects and has no key: what they put in the writer's way costs the scope that it is in, and no other.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Seal } from "../../evidence-schema/log/log-schema.ts";
import { noteKey, sealKey, segmentKey } from "../../evidence-schema/keys/object-key.ts";
import { appendActs } from "../../ledger/write/acts.ts";
import { changeKeys } from "../../ledger/operator/change-keys.ts";
import { disownObjects } from "../../ledger/operator/disown.ts";
import { sealByHand } from "../../ledger/operator/seal-by-hand.ts";
import { restartActs } from "../../ledger/operator/restart-acts.ts";
import { readActs } from "../../ledger/read/read-acts.ts";
import type { Signer } from "../../ledger/signers/signer.ts";
import { parseVerifierKey } from "../../evidence-schema/log/verifier-key.ts";
import type { RunOptions } from "../../observation/run.ts";
import type { Cloud } from "../support/ledger/cloud.ts";
import { writeObject } from "../support/ledger/garbage.ts";
import { A, B, ObservedCloud } from "../support/ledger/observed-cloud.ts";
import { killedBeforeSigning, logsOf } from "../support/ledger/signers.ts";
import type { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";
import { BY, TestClock } from "../support/ledger/temporary-ledger.ts";

const ACTS = "tidemark/ledger";

let made: ObservedCloud;
let home: TemporaryLedger;
let cloud: Cloud;
beforeEach(async () => {
  made = await ObservedCloud.ofTwoAccounts();
  ({ home, cloud } = made);
  await run("first");
});

const run = (id: string, members?: Partial<RunOptions>) => made.runAfter(60, id, members);

const rules = async (): Promise<string[]> =>
  [...new Set((await home.verify()).violations.map(({ rule }) => rule))].sort();
const view = (seal: Seal, scope: string | undefined) => seal.scopes.find((each) => each.scope === scope);

describe("in the log", () => {
  test.each([1, 2, 7, 999_999_999_999])(
    "a note of leaf %s, which is not there: runs are sealed all the same",
    async (index) => {
      writeObject(home, noteKey(index), Buffer.from("no note"));
      // At the next index the note is in the way of the leaf's own.
      if (index === 1) await expect(run("second")).rejects.toThrow("is missing, but its note");
      else await run("second");
      expect(await rules()).toEqual(["W4"]);
    },
  );

  test("a seal of the future: it is not signed, and that is said", async () => {
    // All of it is right but its time: a sealer whose clock, and whose store's, were years ahead died before its note.
    const ahead = new TestClock(home.clock.ms + 400 * 86_400_000);
    const ledger = await home.open({ ...home.store(), clock: () => Promise.resolve(ahead.ms) });
    await expect(sealByHand(ledger, killedBeforeSigning(home.signer), ahead, "planted", BY)).rejects.toThrow("killed");
    await expect(run("second")).rejects.toThrow(
      /^log\/000000000001\.json has no note, and its time 2027-[^\n]+ lies in the future/,
    );
    expect(home.keys("log/")).not.toContain(noteKey(1));
    // The run is told before it appends anything.
    expect(await rules()).toEqual(["W4"]);
  });

  test("a seal with a note by a key that was retired long ago: nothing is built on it", async () => {
    const next = await home.anotherKey("next");
    const logs = logsOf([home.signer, next]);
    const [old, young]: [Signer, Signer] = [
      { ...home.signer, trusted: { logs, untils: [] } },
      { ...next, trusted: { logs, untils: [] } },
    ];
    const said = { reason: "yearly", by: BY };
    await changeKeys(await home.open(), old, home.clock, { add: young, ...said });
    await changeKeys(await home.open(), young, home.clock, { retire: old.verifierKey, ...said });
    await run("by the new key", { signer: young });
    // The retired key's holder does not know of the leaf that retired it.
    const unaware = { ...old, trusted: { logs: [logs[0] as (typeof logs)[number]], untils: [] } };
    await expect(run("by the retired key", { signer: unaware })).rejects.toThrow(/signed by no key/);
    const sealed = await run("another", { signer: young });
    const copy = home.copy();
    // Its note is put in the place of the new key's.
    const note = readFileSync(join(copy.root, noteKey(sealed.sealed.index)), "utf8");
    const text = note.slice(0, note.lastIndexOf("\n\n") + 1);
    const id = parseVerifierKey(old.verifierKey).keyId;
    const signature = Buffer.concat([id, await old.sign(text)]).toString("base64");
    writeObject(copy, noteKey(sealed.sealed.index), Buffer.from(`${text}\n— ${old.name} ${signature}\n`));
    copy.clock.advance(60);
    await expect(copy.run({ reader: cloud, run: "on top", signer: young })).rejects.toThrow(
      /signed by no key of the log/,
    );
  });
});

test("a segment of the future holds back its own scope, and no other", async () => {
  const ahead = new TestClock(home.clock.ms + 400 * 86_400_000);
  const act = { type: "response", body: { principal: "me", subject: "s", about: null, text: "t" } } as const;
  const store = { ...home.store(), clock: () => Promise.resolve(ahead.ms) };
  await appendActs(await home.open(store), ahead, "planted", [act]);
  const { sealed, observed } = await run("second");
  expect(observed.map(({ scope }) => scope)).toEqual([A, B]);
  expect(view(sealed.seal, ACTS)).toMatchObject({ view: "failed", segments: [] });
  expect(view(sealed.seal, ACTS)?.problem).toContain("lies in the future");
  expect(await rules()).toEqual(["W8"]);
});

describe("an act that disowns what is the ledger's is never sealed", () => {
  const plant = async (key: string): Promise<void> => {
    const object = home.digests().get(key) as string;
    const act = { type: "disowned", body: { objects: [{ key, object }], reason: "mine", principal: "me" } } as const;
    await appendActs(await home.open(), home.clock, `planted ${key}`, [act]);
  };

  test.each([
    ["a segment that a seal lists", () => segmentKey(A, 0, 0)],
    ["a document", () => home.keys("documents/tests/")[0] as string],
    ["genesis", () => "genesis.json"],
    ["a leaf", () => sealKey(0)],
  ])("%s", async (_name, key) => {
    await plant(key());
    const { sealed } = await run("second");
    expect(view(sealed.seal, ACTS)).toMatchObject({ view: "failed", segments: [] });
    expect(view(sealed.seal, ACTS)?.problem).toContain("which belongs to the ledger");
    expect((await home.verify()).verdict).not.toBe("BROKEN");
  });

  test("what is stray is sealed", async () => {
    writeObject(home, "stray", Buffer.from("junk"));
    await plant("stray");
    const { sealed } = await run("second");
    expect(view(sealed.seal, ACTS)?.problem).toBeNull();
    expect(await rules()).toEqual([]);
  });
});

describe("an object in a gen that was left", () => {
  const act = { type: "response", body: { principal: "me", subject: "s", about: null, text: "t" } } as const;

  test("of the acts: acts go on, are all read, and it can be disowned", async () => {
    await appendActs(await home.open(), home.clock, "act", [act]);
    writeObject(home, segmentKey(ACTS, 0, 2), Buffer.from("junk"));
    await restartActs(await home.open(), home.clock, "restart", { reason: "junk", principal: "me" });
    await run("second");
    const key = segmentKey(ACTS, 0, 50);
    writeObject(home, key, Buffer.from("junk too"));
    await appendActs(await home.open(), home.clock, "act 2", [act]);
    expect((await readActs(home.store(), (await home.open()).id)).map(({ record }) => record.run)).toEqual([
      expect.stringMatching(/^deployment-/),
      "act",
      "restart",
      "act 2",
    ]);
    await run("third");
    expect(await rules()).toEqual(["C7"]);
    await disownObjects(await home.open(), home.clock, "disown", { keys: [key], reason: "junk", principal: "me" });
    await run("fourth");
    expect(await rules()).toEqual([]);
  });
});
