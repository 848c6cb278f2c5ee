// The keys of a log change: one is added, both sign, the one before is retired; by a thief's key nothing more counts.
import { sign } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { KeyLeaf } from "../../../evidence-schema/log/log-schema.ts";
import { parseTrust } from "../../../evidence-schema/log/trust.ts";
import { verifierKeyText } from "../../../evidence-schema/log/verifier-key.ts";
import { OperatedHome } from "../../support/ledger/operated-home.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const ADD = ["--reason", "yearly"];
const RETIRE = ["--retire", "--reason", "yearly"];

let prepared: OperatedHome;
let added: OperatedHome;
beforeAll(async () => {
  prepared = await OperatedHome.make();
  added = prepared.copy();
  expect(await added.run("rotate-key", ADD)).toMatchObject({ status: 0, stderr: "" });
});

const logs = (home: OperatedHome, file: string): string[] =>
  parseTrust(home.read(file)).logs.map(({ key }) => verifierKeyText(key));
const keyLeaves = (home: OperatedHome): KeyLeaf[] =>
  home.leaves().filter((leaf): leaf is KeyLeaf => leaf.kind === "key");
/** Which keys signed the note of a leaf, by their ids. */
const signers = (home: OperatedHome, index: number): string[] =>
  home
    .read(`ledger/log/${String(index).padStart(12, "0")}.note`)
    .split("\n")
    .filter((line) => line.startsWith("— "))
    .map((line) =>
      Buffer.from(line.split(" ")[2] as string, "base64")
        .subarray(0, 4)
        .toString("hex"),
    );
const idOf = (key: string): string => key.split("+")[1] as string;
/** Signs the note of a leaf anew, with the key of a file and no other. */
function resign(home: OperatedHome, index: number, file: string, vkey: string): void {
  const note = `ledger/log/${String(index).padStart(12, "0")}.note`;
  const text = home.read(note).split("\n\n")[0] as string;
  const [name, id] = vkey.split("+") as [string, string];
  const signature = sign(null, Buffer.from(`${text}\n`), readFileSync(home.path(file)));
  const line = Buffer.concat([Buffer.from(id, "hex"), signature]).toString("base64");
  writeFileSync(home.path(note), `${text}\n\n— ${name} ${line}\n`);
}
const verdict = async (home: OperatedHome, ...args: string[]): Promise<string> =>
  verdictPrinted((await home.ask("verify", args)).stdout);

describe("a key is added", () => {
  test("the leaf, the key file and the trust file are there; the trust file before is as it was", async () => {
    const [before] = logs(added, "trust.txt");
    const [first, second] = logs(added, "trust.2.txt");
    expect(first).toBe(before);
    expect(keyLeaves(added)).toMatchObject([{ add: second, retire: null, reason: "yearly" }]);
    expect(added.read("trust.txt")).toBe(prepared.read("trust.txt"));
    expect(added.read("trust.2.txt")).toContain(added.read("trust.txt"));
    expect(statSync(added.path("keys/signing.2.pem")).mode & 0o777).toBe(0o600);
    expect(await verdict(added)).toBe("INTACT");
  });

  test("who has the trust file before can verify up to there, and is told to ask for it anew after it", async () => {
    const home = added.copy();
    expect(await verdict(home, "--trust", home.path("trust.txt"))).toBe("INTACT");
    expect((await home.collect()).status).toBe(0);
    const { status, stderr } = await home.ask("verify", ["--trust", home.path("trust.txt")]);
    expect(status).toBe(3);
    expect(stderr).toContain("Ask the person who gave you the trust file for the newest one");
    expect(await verdict(home)).toBe("INTACT");
  });

  test("runs sign with the new key; one that has only the key before still can, until it is retired", async () => {
    const home = added.copy();
    const [old, next] = logs(home, "trust.2.txt") as [string, string];
    await home.collect();
    const at = home.leaves().length - 1;
    expect(signers(home, at)).toEqual([idOf(next)]);
    // Another machine, which the new key has not reached yet.
    const pem = readFileSync(home.path("keys/signing.2.pem"));
    rmSync(home.path("keys/signing.2.pem"));
    expect((await home.collect()).status).toBe(0);
    expect(signers(home, at + 1)).toEqual([idOf(old)]);
    writeFileSync(home.path("keys/signing.2.pem"), pem, { mode: 0o600 });
    expect((await home.run("rotate-key", RETIRE)).status).toBe(0);
    rmSync(home.path("keys/signing.2.pem"));
    const { status, stderr } = await home.collect();
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /^tidemark: the key in [^\n]+signing.pem is not in force after log[^\n]+\. Nothing was written\n$/,
    );
    expect(await verdict(home)).toBe("INTACT");
  });

  test("a machine with the key and the trust file before is told that there is a newer one", async () => {
    const home = added.copy();
    await home.collect();
    rmSync(home.path("trust.2.txt"));
    const before = home.leaves().length;
    const { status, stderr } = await home.collect();
    expect(status).toBe(3);
    expect(stderr).toContain("no key of the trust file signed");
    expect(home.leaves().length).toBe(before);
  });

  test("a second one only once the first is retired", async () => {
    const { status, stderr } = await added.copy().run("rotate-key", ADD);
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /^tidemark: rotate-key: several keys are in force \([^\n]+\), [^\n]+\. Retire the old key first: [^\n]+\n$/,
    );
  });

  test("comments and keys of other types of the trust file stay in the next one", async () => {
    const home = prepared.copy();
    writeFileSync(home.path("trust.txt"), `# handed over in May\n${home.read("trust.txt")}`);
    expect((await home.run("rotate-key", ADD)).status).toBe(0);
    expect(home.read("trust.2.txt")).toMatch(/^# handed over in May\n/);
  });
});

describe("a key is retired", () => {
  let retired: OperatedHome;
  beforeAll(async () => {
    retired = added.copy();
    expect(await retired.run("rotate-key", RETIRE)).toMatchObject({ status: 0, stderr: "" });
  });

  test("the leaf names it, by the next trust file it counts up to that leaf, and the ledger goes on", async () => {
    const [old] = logs(retired, "trust.2.txt");
    const leaf = keyLeaves(retired).at(-1) as KeyLeaf;
    expect(leaf).toMatchObject({ add: null, retire: old });
    const { untils, kept } = parseTrust(retired.read("trust.3.txt"));
    expect(untils.map(({ size, key }) => [size, verifierKeyText(key)])).toEqual([[leaf.index + 1, old]]);
    expect(kept).toEqual([]);
    expect((await retired.copy().collect()).status).toBe(0);
    expect(await verdict(retired)).toBe("INTACT");
  });

  test("what it signs later is refused, in a window too that begins after it was retired", async () => {
    const home = retired.copy();
    await home.collect();
    await home.collect();
    const from = ["--from", home.leaves().at(-2)?.time as string];
    expect(await verdict(home, ...from)).toBe("INTACT");
    resign(home, home.leaves().length - 1, "keys/signing.pem", logs(home, "trust.txt")[0] as string);
    for (const window of [[], from]) expect(await verdict(home, ...window)).toBe("BROKEN");
    // The trust file before says nothing of the end of the key, and the leaf that does is not read.
    expect(await verdict(home, "--trust", home.path("trust.2.txt"))).toBe("BROKEN");
    const trusting = ["--trust", home.path("trust.2.txt"), ...from];
    expect(await verdict(home, ...trusting)).toBe("INTACT");
    const warned = "The trust file has 2 log keys without an until line";
    expect((await home.ask("verify", trusting)).stdout).toContain(warned);
    expect((await home.ask("verify", from)).stdout).not.toContain(warned);
  });

  test("once: a second time it is found", async () => {
    const home = retired.copy();
    const { stdout, status } = await home.run("rotate-key", RETIRE);
    expect(existsSync(home.path("trust.4.txt"))).toBe(false);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Already retired: key /m);
    expect(keyLeaves(home)).toHaveLength(2);
  });

  test("and the next key can come", async () => {
    const home = retired.copy();
    expect((await home.run("rotate-key", ADD)).status).toBe(0);
    expect((await home.run("rotate-key", RETIRE)).status).toBe(0);
    expect(readdirSync(home.path("keys")).sort()).toEqual(["signing.2.pem", "signing.3.pem", "signing.pem"]);
    expect(await verdict(home)).toBe("INTACT");
  });

  test("the new key can be taken back by the one before", async () => {
    const home = added.copy();
    const [old, next] = logs(home, "trust.2.txt") as [string, string];
    expect((await home.run("rotate-key", [...RETIRE, "--key", next])).status).toBe(0);
    expect((await home.collect()).status).toBe(0);
    expect(signers(home, home.leaves().length - 1)).toEqual([idOf(old)]);
    expect(await verdict(home)).toBe("INTACT");
  });
});

describe("a key is thought to be stolen", () => {
  let theft: OperatedHome;
  beforeAll(async () => {
    theft = added.copy();
    expect(await theft.run("rotate-key", [...RETIRE, "--compromised"])).toMatchObject({ status: 0, stderr: "" });
  });

  test("by the next trust file it counts up to its last leaf only, and with that tree only", async () => {
    const { untils, kept } = parseTrust(theft.read("trust.3.txt"));
    const size = (keyLeaves(theft).at(-1) as KeyLeaf).index + 1;
    expect(untils.map((until) => ({ size: until.size, key: verifierKeyText(until.key) }))).toEqual([
      { size, key: logs(theft, "trust.txt")[0] },
    ]);
    expect(kept).toMatchObject([{ size }]);
    expect(await verdict(theft)).toBe("INTACT");
    expect((await theft.copy().collect()).status).toBe(0);
  });

  test("another history by the thief passes with the trust file before, and is BROKEN with the new one", async () => {
    // What the thief has: the ledger as it was before the change of keys, and the key.
    const thief = prepared.copy();
    await thief.collect();
    await thief.collect();
    await thief.collect();
    await thief.collect();
    expect(await verdict(thief, "--trust", theft.path("trust.txt"))).toBe("INTACT");
    const { stdout, status } = await thief.ask("verify", ["--trust", theft.path("trust.3.txt")]);
    expect({ verdict: verdictPrinted(stdout), status }).toEqual({ verdict: "BROKEN", status: 1 });
    expect(stdout).toMatch(/N5 \(a kept checkpoint is of this log\)|N2 \(a checkpoint is signed by the log\)/);
  });

  test("repeated, no further trust file is made", async () => {
    const home = theft.copy();
    expect((await home.run("rotate-key", [...RETIRE, "--compromised"])).status).toBe(0);
    expect(existsSync(home.path("trust.4.txt"))).toBe(false);
  });
});

describe("refused, and nothing is written", () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["without a reason", [], /^tidemark: rotate-key: expected --reason TEXT\n$/],
    ["with an empty reason", ["--reason", " "], /^tidemark: rotate-key: expected --reason TEXT\n$/],
    [
      "--compromised alone",
      ["--reason", "x", "--compromised"],
      /are for retiring a key\. Add --retire, or leave them out\n$/,
    ],
    ["--key alone", ["--reason", "x", "--key", "k"], /are for retiring a key\. Add --retire, or leave them out\n$/],
    ["the only key retired", RETIRE, /is the only key in force\. Add the next key first/],
    ["a stranger's key retired", [...RETIRE, "--key", "k"], /has no key k\. Give --key a log key of that file/],
  ];
  test.each(cases)("%s", async (_name, args, message) => {
    const home = prepared.copy();
    const { status, stderr } = await home.run("rotate-key", args);
    expect(status).toBe(3);
    expect(stderr).toMatch(message);
    expect(stderr.split("\n")).toHaveLength(2);
    expect(home.leaves()).toEqual(prepared.leaves());
    expect(existsSync(home.path("trust.2.txt"))).toBe(false);
  });

  test("the key before retires the new one only where it is named", async () => {
    const home = added.copy();
    rmSync(home.path("keys/signing.2.pem"));
    const { status, stderr } = await home.run("rotate-key", RETIRE);
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /^tidemark: rotate-key: the other key in force, [^\n]+, is newer than the key that signs here\. [^\n]+--key[^\n]+\n$/,
    );
    expect(home.leaves()).toEqual(added.leaves());
  });

  test("its own only key named", async () => {
    const home = prepared.copy();
    const [own] = logs(home, "trust.txt") as [string];
    const { status, stderr } = await home.run("rotate-key", [...RETIRE, "--key", own]);
    expect({ status, lines: stderr.split("\n").length }).toEqual({ status: 3, lines: 2 });
    expect(home.leaves()).toEqual(prepared.leaves());
  });

  test("the trust file is gone", async () => {
    const home = prepared.copy();
    rmSync(home.path("trust.txt"));
    const { status, stderr } = await home.run("rotate-key", ADD);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^tidemark: the trust file [^\n]+ is missing, [^\n]+\n$/);
    expect(readdirSync(home.path("keys"))).toEqual(["signing.pem"]);
  });

  test("the next trust file's name is taken by another text", async () => {
    const home = prepared.copy();
    copyFileSync(home.path("trust.txt"), home.path("trust.3.txt"));
    writeFileSync(home.path("trust.2.txt"), "no trust file\n");
    // The highest number counts: from it the next is made, and none is written over.
    expect((await home.run("rotate-key", ADD)).status).toBe(0);
    expect(home.read("trust.2.txt")).toBe("no trust file\n");
    expect(logs(home, "trust.4.txt")).toHaveLength(2);
  });
});
