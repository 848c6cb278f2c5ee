// Leaves of the log that a writer left without a note, and notes that are forged.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { noteKey, sealKey } from "../../evidence-schema/keys/object-key.ts";
import type { RunOptions, RunResult } from "../../observation/run.ts";
import { ObservedCloud } from "../support/ledger/observed-cloud.ts";
import { writeObject } from "../support/ledger/garbage.ts";
import type { TemporaryLedger } from "../support/ledger/temporary-ledger.ts";

let made: ObservedCloud;
let home: TemporaryLedger;
beforeEach(async () => {
  made = await ObservedCloud.ofTwoAccounts();
  home = made.home;
  await run("first");
});

const run = (id: string, members?: Partial<RunOptions>): Promise<RunResult> => made.runAfter(600, id, members);

describe("a leaf of the log without its note", () => {
  const leaves: readonly (readonly [string, () => Buffer])[] = [
    ["empty", () => Buffer.alloc(0)],
    ["garbage of two lines", () => Buffer.from("garbage\nmore\n")],
    ["the seal before once more", () => readFileSync(join(home.root, sealKey(0)))],
    ["a seal that is cut short", () => readFileSync(join(home.root, sealKey(0))).subarray(0, -9)],
    ["of another kind", () => Buffer.from('{"kind":"freeze","v":1}\n')],
  ];

  test.each(leaves)("%s: the next run voids it, says so, and all is intact", async (_name, bytes) => {
    writeObject(home, sealKey(1), bytes());
    const { sealed } = await run("second");
    expect(sealed.index).toBe(2);
    const [voided] = sealed.seal.void;
    expect(voided).toEqual({
      index: 1,
      object: sha256Hex(bytes()),
      reason: expect.stringMatching(/^[^\n]+$/) as string,
    });
    const report = await home.verify();
    expect(report.violations).toEqual([]);
    expect(report.void.map(({ index }) => index)).toEqual([1]);
    expect(report.cannotShow.filter((each) => each.startsWith("Leaf 1 of the log is void: "))).toHaveLength(1);
    await run("third");
    expect(await home.broken()).toEqual([]);
  });

  test("two in a row are voided together", async () => {
    for (const index of [1, 2]) writeObject(home, sealKey(index), Buffer.from(`garbage ${index}`));
    expect((await run("second")).sealed.seal.void.map(({ index }) => index)).toEqual([1, 2]);
    expect(await home.broken()).toEqual([]);
  });

  test("far ahead: the log grows towards it, and then voids it", async () => {
    writeObject(home, sealKey(2), Buffer.from("garbage"));
    expect((await run("second")).sealed.index).toBe(1);
    expect((await run("third")).sealed.index).toBe(3);
    expect(await home.broken()).toEqual([]);
  });

  test.each([
    ["is no note at all", "garbage\n"],
    ["is the note before once more", null],
  ])("whose note %s: nothing is built on it", async (_name, text) => {
    writeObject(home, sealKey(1), readFileSync(join(home.root, sealKey(0))));
    writeObject(home, noteKey(1), text === null ? readFileSync(join(home.root, noteKey(0))) : Buffer.from(text));
    const before = home.keys("log/");
    await expect(run("second")).rejects.toThrow(
      /^log\/000000000001\.note [^\n]+\. Nothing was sealed\. Run tidemark verify$/,
    );
    expect(home.keys("log/")).toEqual(before);
    expect((await home.verify()).verdict).toBe("BROKEN");
  });

  test("that is garbage and has a forged note: nothing is built on it", async () => {
    writeObject(home, sealKey(1), Buffer.from("garbage\n"));
    writeObject(home, noteKey(1), Buffer.from("forged\n"));
    await expect(run("second")).rejects.toThrow(/^log\/000000000001\.json: rule B1: [^\n]+$/);
    expect(home.keys("log/")).toHaveLength(4);
  });

  test("that is not there, but its note is: nothing is built on it", async () => {
    writeObject(home, noteKey(1), Buffer.from("forged\n"));
    await expect(run("second")).rejects.toThrow(
      "log/000000000001.json is missing, but its note log/000000000001.note is there",
    );
  });
});
