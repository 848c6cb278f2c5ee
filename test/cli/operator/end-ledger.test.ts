// A ledger ends, and another continues it: each says so of the other, and nothing is added after the end.
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { noteKey } from "../../../evidence-schema/keys/object-key.ts";
import { parseCheckpoint } from "../../../evidence-schema/log/checkpoint.ts";
import { parseNote } from "../../../evidence-schema/log/signed-note.ts";
import { parseTrust } from "../../../evidence-schema/log/trust.ts";
import { OperatedHome } from "../../support/ledger/operated-home.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const REASON = ["--reason", "another account"];
const END = ["--successor", "none", ...REASON];

let prepared: OperatedHome;
let continued: OperatedHome;
beforeAll(async () => {
  prepared = await OperatedHome.make();
  continued = prepared.copy();
  expect(await succeed(continued)).toMatchObject({ status: 0, stderr: "" });
});

const successorOf = (home: OperatedHome): string => join(home.home, "next", "ledger");
const succeed = (home: OperatedHome, ...args: string[]) =>
  home.run("start", ["--from", home.path("two"), "--continues", home.ledger, ...REASON, ...args], successorOf(home));
const verdict = async (home: OperatedHome, ...args: string[]): Promise<string> =>
  verdictPrinted((await home.ask("verify", args)).stdout);
const idOf = (home: OperatedHome, trust: string): string => parseTrust(home.read(trust)).ledger;
const genesisOf = (home: OperatedHome): { readonly continues: unknown } =>
  JSON.parse(home.read("next/ledger/genesis.json")) as { readonly continues: unknown };

describe("a ledger ends", () => {
  test("with a leaf that nothing follows: what is not sealed yet is sealed before it", async () => {
    const home = prepared.copy();
    const other = prepared.copy();
    await other.collect();
    // A run that did not live to seal.
    cpSync(other.path("ledger/documents"), home.path("ledger/documents"), { recursive: true });
    cpSync(other.path("ledger/records"), home.path("ledger/records"), { recursive: true });
    expect(await verdict(home)).toBe("INCOMPLETE");
    expect(await home.run("end-ledger", END)).toMatchObject({ status: 0, stderr: "" });
    expect(home.leaves().map(({ kind }) => kind)).toEqual(["seal", "seal", "end"]);
    expect(readdirSync(home.path("ledger/log"))).toHaveLength(6);
    expect(await verdict(home)).toBe("INTACT");
  });

  test("every command that writes says so, in one line, and writes nothing", async () => {
    const home = prepared.copy();
    await home.run("end-ledger", END);
    const before = home.leaves();
    home.plant("junk", "junk");
    for (const [command, args] of [
      ["collect", ["--from", home.path("two")]],
      ["start", ["--from", home.path("two")]],
      ["rotate-key", REASON],
      ["disown", ["junk", ...REASON]],
      ["restart-scope", ["tidemark/ledger", ...REASON]],
    ] as const) {
      const { status, stderr } = await home.run(command, args);
      expect({ command, status }).toEqual({ command, status: 3 });
      expect(stderr).toMatch(
        /^tidemark: the ledger in [^\n]+ ended at [^\n]+ with no successor\. Nothing can be added to an ended ledger\. [^\n]+\n$/,
      );
    }
    expect(home.leaves()).toEqual(before);
  });

  test("once: a second time it is found, and another successor is refused", async () => {
    const home = continued.copy();
    const args = ["--successor", successorOf(home), ...REASON];
    expect((await home.run("end-ledger", args)).stdout).toMatch(/^Ended /);
    expect((await home.run("end-ledger", args)).stdout).toMatch(/^Already ended: /);
    expect((await home.run("end-ledger", END)).stderr).toMatch(
      /^tidemark: the ledger has ended at [^\n]+: found successor [0-9a-f]{64}, expected none\. The end of a ledger cannot be changed\n$/,
    );
    expect(home.leaves().filter(({ kind }) => kind === "end")).toHaveLength(1);
  });

  test("questions of it are answered as before", async () => {
    const home = prepared.copy();
    await home.run("end-ledger", END);
    expect((await home.ask("status")).status).toBe(0);
    expect((await home.ask("query")).status).toBe(0);
  });
});

describe("another continues it", () => {
  test("its genesis names the newest checkpoint of the earlier one", () => {
    const { root, size } = parseCheckpoint(parseNote(Buffer.from(continued.read(`ledger/${noteKey(0)}`))).text);
    expect(genesisOf(continued).continues).toEqual({
      ledger: idOf(continued, "trust.txt"),
      size,
      root: root.toString("hex"),
      reason: "another account",
    });
  });

  test("both verify, and each names the other", async () => {
    const home = continued.copy();
    // The earlier one may go on for a while.
    await home.collect();
    await home.run("end-ledger", ["--successor", successorOf(home), ...REASON]);
    const args = ["--earlier", home.ledger, "--earlier-trust", home.path("trust.txt")];
    const { stdout, status } = await home.ask("verify", args, successorOf(home));
    expect({ verdict: verdictPrinted(stdout), status }).toEqual({ verdict: "INTACT", status: 0 });
    expect(stdout).toContain("names this ledger as its successor");
    const earlier = await home.ask("verify");
    expect(earlier.stdout).toContain(`Ledger ${idOf(home, "next/trust.txt")} continues this ledger`);
  });

  test("the key of the earlier one is lost: it is continued without an end, and that is said", async () => {
    const home = prepared.copy();
    rmSync(home.path("keys"), { recursive: true });
    expect((await succeed(home)).status).toBe(0);
    const args = ["--earlier", home.ledger, "--earlier-trust", home.path("trust.txt")];
    const { stdout, status } = await home.ask("verify", args, successorOf(home));
    expect(status).toBe(0);
    expect(stdout).toContain("The earlier ledger has not ended");
  });

  test("a second time the ledger is gone on with; one that continues another is refused", async () => {
    const home = continued.copy();
    expect((await succeed(home)).status).toBe(0);
    const other = await OperatedHome.make();
    const { status, stderr } = await home.run(
      "start",
      ["--from", home.path("two"), "--continues", other.ledger, ...REASON],
      successorOf(home),
    );
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /^tidemark: the ledger in [^\n]+ continues [0-9a-f]{64} from size 1, expected [0-9a-f]{64}\. Choose an empty place with --ledger\n$/,
    );
  });

  test("once made from a size, another size is refused", async () => {
    const home = prepared.copy();
    await home.collect();
    expect((await succeed(home, "--continues-size", "1")).status).toBe(0);
    const { status, stderr } = await succeed(home, "--continues-size", "2");
    expect({ status, lines: stderr.split("\n").length }).toEqual({ status: 3, lines: 2 });
    expect(genesisOf(home).continues).toMatchObject({ size: 1 });
  });

  test("a note that somebody put ahead of the log does not roll it back", async () => {
    const home = prepared.copy();
    await home.collect();
    home.plant(noteKey(2), home.read(`ledger/${noteKey(0)}`));
    expect((await succeed(home)).status).toBe(0);
    expect(genesisOf(home).continues).toMatchObject({ size: 2 });
  });

  test("a BROKEN one is continued only from where somebody decides", async () => {
    const home = prepared.copy();
    await home.collect();
    home.plant(noteKey(1), "no note\n");
    const refused = await succeed(home);
    expect(refused.status).toBe(3);
    expect(refused.stderr).toMatch(/^tidemark: [^\n]+ is BROKEN [^\n]+--continues-size[^\n]+\n$/);
    expect((await succeed(home, "--continues-size", "1")).status).toBe(0);
    expect(genesisOf(home).continues).toMatchObject({ size: 1 });
  });
});

describe("refused, and nothing is made", () => {
  test.each([
    ["no reason", ["--continues", "LEDGER"], /expected --reason TEXT \(the new ledger records the reason\)\n$/],
    ["a reason alone", REASON, /belong to --continues\. Add --continues LEDGER, or leave them out\n$/],
    ["a size alone", ["--continues-size", "1"], /belong to --continues\. Add --continues LEDGER, or leave them out\n$/],
    [
      "a size that is none",
      ["--continues", "LEDGER", ...REASON, "--continues-size", "0"],
      /found 0, expected a number/,
    ],
    [
      "a size beyond the log",
      ["--continues", "LEDGER", ...REASON, "--continues-size", "9"],
      /has no checkpoint log\/000000000008.note to continue from/,
    ],
    [
      "no ledger",
      ["--continues", "/nowhere/ledger", ...REASON],
      /the trust file \/nowhere\/trust.txt does not exist\. Check the path/,
    ],
  ] as const)("start: %s", async (_name, args, message) => {
    const home = prepared.copy();
    const given = args.map((arg) => (arg === "LEDGER" ? home.ledger : arg));
    const { status, stderr } = await home.run("start", ["--from", home.path("two"), ...given], successorOf(home));
    expect(status).toBe(3);
    expect(stderr).toMatch(message);
    expect(stderr.split("\n")).toHaveLength(2);
    expect((await home.ask("verify", [], successorOf(home))).status).toBe(3);
  });

  test.each([
    ["no reason", ["--successor", "none"], /expected --reason TEXT\n$/],
    ["no successor", REASON, /expected --successor LEDGER, the ledger that continues this one, or --successor none\n$/],
    ["a successor that is no ledger", ["--successor", "/nowhere", ...REASON], /\/nowhere holds no ledger/],
    [
      "itself",
      ["--successor", "LEDGER", ...REASON],
      /continues no ledger, expected [0-9a-f]{64} in its genesis.json\. Create the successor/,
    ],
  ] as const)("end-ledger: %s", async (_name, args, message) => {
    const home = prepared.copy();
    const { status, stderr } = await home.run(
      "end-ledger",
      args.map((arg) => (arg === "LEDGER" ? home.ledger : arg)),
    );
    expect(status).toBe(3);
    expect(stderr).toMatch(message);
    expect(home.leaves()).toEqual(prepared.leaves());
  });

  test("end-ledger: a successor that continues another tree than this one had", async () => {
    const home = continued.copy();
    // The same ledger by its id, with another history.
    const other = prepared.copy();
    rmSync(other.path("ledger/log"), { recursive: true });
    expect((await other.collect()).status).toBe(0);
    const { status, stderr } = await other.run("end-ledger", ["--successor", successorOf(home), ...REASON]);
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /continues size 1 with root [0-9a-f]{64}, but this ledger has [0-9a-f]{64} at that size\. Create /,
    );
  });
});
