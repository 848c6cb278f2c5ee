// A program that holds several keys: which of them signs, what it does when an operator asks, and what it refuses.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Leaf } from "../../evidence-schema/log/log-schema.ts";
import { parseNote, verifyNote } from "../../evidence-schema/log/signed-note.ts";
import { parseVerifierKey } from "../../evidence-schema/log/verifier-key.ts";
import { newestSigner } from "../../ledger/signers/log-signers.ts";
import type { OperatorRequest, ChangedKey } from "../../ledger/operator/operator-request.ts";
import { carryOut } from "../../ledger/operator/carry-out.ts";
import { sealByHand } from "../../ledger/operator/seal-by-hand.ts";
import { verifyLedger } from "../../ledger/verify/verify-ledger.ts";
import type { Signer } from "../../ledger/signers/signer.ts";
import { ObservedCloud } from "../support/ledger/observed-cloud.ts";
import { logsOf } from "../support/ledger/signers.ts";
import { BY, TemporaryLedger } from "../support/ledger/temporary-ledger.ts";

const ASKS = { reason: "yearly", principal: "person:me" };
const ADD: OperatorRequest = { act: "add-key", ...ASKS };
const RETIRE: OperatorRequest = { act: "retire-key", key: null, ...ASKS };

let made: ObservedCloud;
let home: TemporaryLedger;
let keys: Signer[];
let count: number;
beforeEach(async () => {
  count = 0;
  made = await ObservedCloud.ofTwoAccounts();
  home = made.home;
  keys = [home.signer, await home.anotherKey("next"), await home.anotherKey("third")];
  await run();
});

/** A run that whoever holds `held` makes and seals. */
async function run(held: readonly Signer[] = keys): Promise<void> {
  const signer = await newestSigner(await home.open(), held);
  await made.runAfter(600, `run ${(count += 1)}`, { signer });
}

async function ask(asked: OperatorRequest, held: readonly Signer[] = keys) {
  home.clock.advance(60);
  const ledger = await home.open();
  return carryOut({ ledger, keys: held, clock: home.clock, by: BY, run: `by hand ${(count += 1)}` }, asked);
}

const changed = async (asked: OperatorRequest, held?: readonly Signer[]): Promise<ChangedKey> =>
  (await ask(asked, held)) as ChangedKey;

function leaves(): Leaf[] {
  const folder = join(home.root, "log");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Leaf);
}

/** As if the program had been ended before it wrote that. */
const removeLeaf = (index: number, extension: string): void =>
  rmSync(join(home.root, "log", `${String(index).padStart(12, "0")}${extension}`));

/** Which of the keys signed the newest note, by their place from 1 on. */
function signedLast(): number[] {
  const note = parseNote(readFileSync(join(home.root, "log", `${String(leaves().length - 1).padStart(12, "0")}.note`)));
  return keys.flatMap(({ verifierKey }, at) =>
    verifyNote(note, [parseVerifierKey(verifierKey)]).verified.length > 0 ? [at + 1] : [],
  );
}

async function verdict(trusted: readonly Signer[] = keys): Promise<string> {
  home.clock.advance(1);
  const trust = { ...home.trust, logs: logsOf(trusted) };
  return (await verifyLedger({ store: home.store(), trust, now: home.clock.text() })).verdict;
}

describe("which key signs", () => {
  test("in a new ledger the first, however many there are", async () => {
    const fresh = await TemporaryLedger.create();
    expect((await newestSigner(await fresh.open(), [fresh.signer, keys[1] as Signer])).verifierKey).toBe(
      fresh.signer.verifierKey,
    );
  });

  test("the first until another is added, and that one from its own seal on", async () => {
    await run();
    expect(signedLast()).toEqual([1]);
    await ask(ADD);
    expect(signedLast()).toEqual([2]);
    await run();
    expect(signedLast()).toEqual([2]);
    expect(await verdict()).toBe("INTACT");
  });

  test("the newest where the program was ended between the change and its seal", async () => {
    const before = leaves().length;
    await ask(ADD);
    for (const name of [".json", ".note"]) removeLeaf(before + 1, name);
    expect(leaves().at(-1)).toMatchObject({ kind: "key", add: keys[1]?.verifierKey });
    await run();
    expect(signedLast()).toEqual([2]);
    expect(await verdict()).toBe("INTACT");
  });

  test("the one before, where the newest is retired since it may be in other hands", async () => {
    await ask(ADD);
    await ask({ act: "retire-key", key: keys[1]?.verifierKey as string, ...ASKS });
    await run();
    expect(signedLast()).toEqual([1]);
    // It does not come back: the next one that is added is one that the log never had.
    expect(await changed(ADD)).toMatchObject({ key: keys[2]?.verifierKey, isNew: true });
    await run();
    expect(signedLast()).toEqual([3]);
    expect(await verdict()).toBe("INTACT");
  });

  test("none of a program that has lost the key that signs", async () => {
    await ask(ADD);
    await expect(newestSigner(await home.open(), [keys[0] as Signer, keys[2] as Signer])).rejects.toThrow(
      "none of the deployment's 2 keys signed log/000000000002.note",
    );
  });

  test("a run that was sealing with the key before, meanwhile, goes on; asking again puts the new key on top", async () => {
    const before = leaves().length;
    await ask(ADD);
    for (const name of [".json", ".note"]) removeLeaf(before + 1, name);
    // It chose its key before the change, and comes after it.
    await sealByHand(await home.open(), keys[0] as Signer, home.clock, "begun before", BY);
    expect(signedLast()).toEqual([1]);
    expect(await changed(ADD)).toMatchObject({ key: keys[1]?.verifierKey, isNew: false, index: before });
    expect(signedLast()).toEqual([2]);
    await run();
    expect(signedLast()).toEqual([2]);
    expect(await verdict()).toBe("INTACT");
  });
});

describe("what an operator asks for", () => {
  test("is in the leaf, with who asked in its reason and the program as its writer", async () => {
    const { index, sealed } = await changed(ADD);
    expect(leaves()[index]).toMatchObject({
      kind: "key",
      add: keys[1]?.verifierKey,
      retire: null,
      reason: "yearly (asked for by person:me)",
      by: BY,
    });
    expect(sealed).toMatchObject({ index: index + 1 });
  });

  test("done already it is found, and nothing is written", async () => {
    const first = await changed(ADD);
    const before = leaves().length;
    expect(await changed(ADD)).toMatchObject({ index: first.index, root: first.root, isNew: false, sealed: null });
    const retired = await changed(RETIRE);
    expect(await changed(RETIRE)).toMatchObject({ ...retired, isNew: false, sealed: null });
    expect(leaves()).toHaveLength(before + 2);
  });

  test.each<[string, OperatorRequest[], RegExp]>([
    ["a key is retired, and it is the only one", [RETIRE], /is the only key in force\. Add the next key first/],
    [
      "the only key is retired by name",
      [{ act: "retire-key", key: "first", ...ASKS }],
      /no other key is in force, and the log needs one\. Add the next key first/,
    ],
    [
      "a key is retired that is nobody's",
      [ADD, { act: "retire-key", key: "other", ...ASKS }],
      /the log has no key other\. /,
    ],
    [
      "there is no further key",
      [ADD, RETIRE, ADD, RETIRE, ADD],
      /Set deployment\.signingKeys to 4 in the config and deploy, /,
    ],
    [
      "the ledger has ended",
      [{ act: "end-ledger", successor: null, ...ASKS }, ADD],
      /the ledger ended with log\/000000000001\.json\. Nothing can be added/,
    ],
  ])("is refused, and nothing is written, where %s", async (_what, asked, why) => {
    const named = asked.map((each) =>
      each.act === "retire-key" && each.key === "first" ? { ...each, key: home.signer.verifierKey } : each,
    );
    for (const each of named.slice(0, -1)) await ask(each);
    const before = home.digests();
    await expect(ask(named.at(-1) as OperatorRequest)).rejects.toThrow(why);
    expect(home.digests()).toEqual(before);
  });

  test("an end seals first what is not sealed, and is signed by the newest key", async () => {
    await ask(ADD);
    const ended = await ask({ act: "end-ledger", successor: null, ...ASKS });
    expect(ended).toMatchObject({ isNew: true, successor: null });
    expect(signedLast()).toEqual([2]);
    expect(leaves().at(-1)).toMatchObject({ kind: "end", reason: "yearly (asked for by person:me)" });
    expect(await ask({ act: "end-ledger", successor: null, ...ASKS })).toMatchObject({ ...ended, isNew: false });
    expect(await verdict()).toBe("INTACT");
  });
});
