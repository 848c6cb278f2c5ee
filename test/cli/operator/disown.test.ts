// Strays are disowned: said on every verification, and stray no more. What belongs to the ledger can't be.
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { ACCOUNTS, OperatedHome } from "../../support/ledger/operated-home.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const SCOPE = `aws/${ACCOUNTS[0]}`;
const FAR = segmentKey(SCOPE, 0, 900);
const REASON = ["--reason", "a backup job"];

let prepared: OperatedHome;
beforeAll(async () => {
  prepared = await OperatedHome.make();
});

const verified = async (home: OperatedHome) => {
  const { stdout, status } = await home.ask("verify");
  return { verdict: verdictPrinted(stdout), status, stdout };
};

/** The position after the scope's last line. */
async function nextPosition(home: OperatedHome): Promise<string> {
  const seal = home.leaves().at(-1);
  if (seal?.kind !== "seal") throw new Error("expected a seal");
  const { gen, seq } = seal.scopes.find(({ scope }) => scope === SCOPE) as { gen: number; seq: number };
  return segmentKey(SCOPE, gen, seq + 1);
}

describe("what lies beside the ledger", () => {
  const strays: readonly (readonly [string, string])[] = [
    ["an object without a name of the ledger", "notes/read-me.txt"],
    ["a segment that continues nothing", FAR],
    ["a document under a name that is not its digest", `documents/tests/${"0".repeat(64)}.json`],
    ["an attachment that no act names", `attachments/${"0".repeat(64)}`],
    ["a name with a line feed", "a\nb"],
    ["an empty object", "empty"],
  ];
  test.each(strays)("%s", async (name, key) => {
    const home = prepared.copy();
    home.plant(key, name === "an empty object" ? "" : "junk");
    expect(await verified(home)).toMatchObject({ verdict: "STRAY", status: 4 });
    expect(await home.run("disown", [key, ...REASON])).toMatchObject({ status: 0, stderr: "" });
    const after = await verified(home);
    expect(after).toMatchObject({ verdict: "INTACT", status: 0 });
    expect(after.stdout).toContain("was disowned: a backup job");
    // Also where it stands in a scope's chain, beyond its next position: nothing is in the way.
    expect((await home.collect()).status).toBe(0);
    expect(await verified(home)).toMatchObject({ verdict: "INTACT" });
    // Other bytes under that name are stray again: what was disowned has a digest.
    home.plant(key, "other junk");
    expect(await verified(home)).toMatchObject({ verdict: "STRAY" });
  });

  test("all of it at once, and a second time there is nothing", async () => {
    const home = prepared.copy();
    for (const [, key] of strays) home.plant(key, "junk");
    expect((await home.run("disown", ["--all", ...REASON])).status).toBe(0);
    expect(await verified(home)).toMatchObject({ verdict: "INTACT" });
    const leaves = home.leaves();
    const again = await home.run("disown", ["--all", ...REASON]);
    expect(again.status).toBe(0);
    expect(again.stdout).toContain("The ledger holds no stray object. Nothing was recorded.");
    expect(home.leaves()).toEqual(leaves);
  });

  test("what has no bytes of its own can't be, and the rest is", async () => {
    const home = prepared.copy();
    home.plant("junk", "junk");
    symlinkSync("/nowhere", `${home.ledger}/link`);
    mkdirSync(`${home.ledger}/log/000000000009.json`);
    const { status, stdout } = await home.run("disown", ["--all", ...REASON]);
    expect(status).toBe(4);
    expect(stdout).toMatch(/Cannot be disowned[^\n]*\n(?: {2}[^\n]+\n)*? {2}link \(not a regular file\)\n/);
    const after = await verified(home);
    expect(after).toMatchObject({ verdict: "STRAY" });
    expect(after.stdout).toContain("junk was disowned");
    expect((await home.run("disown", ["link (not a regular file)", ...REASON])).stderr).toMatch(
      /^tidemark: link \(not a regular file\) is missing, a link, a folder or too long/,
    );
  });

  test("where it holds the next position of a scope, that one is restarted, and names it abandoned", async () => {
    const home = prepared.copy();
    home.plant(await nextPosition(home), "junk");
    const { stdout } = await home.run("disown", ["--all", ...REASON]);
    expect(stdout).toContain(`An object still blocks ${SCOPE}. Run tidemark restart-scope ${SCOPE} --reason TEXT`);
    expect((await home.collect()).status).toBe(2);
    const restarted = await home.run("restart-scope", [SCOPE, "--reason", "junk", "--from", home.path("two")]);
    expect(restarted.status).toBe(0);
    expect((await home.collect()).status).toBe(0);
    expect(await verified(home)).toMatchObject({ verdict: "INTACT" });
  });
});

describe("refused, and nothing is recorded", () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["without a reason", ["junk"], /expected --reason TEXT\n$/],
    ["no key and not --all", REASON, /expected either the keys of objects or --all\n$/],
    ["keys and --all", ["junk", "--all", ...REASON], /expected either the keys of objects or --all\n$/],
    ["the genesis", ["genesis.json", ...REASON], /found genesis.json, expected keys that tidemark verify calls stray/],
    ["a seal", ["log/000000000000.json", ...REASON], /expected keys that tidemark verify calls stray/],
    ["a segment that a seal lists", [segmentKey(SCOPE, 0, 0), ...REASON], /expected keys that tidemark verify/],
    ["nothing", ["nothing", ...REASON], /\(nothing is stray\)\. Nothing was recorded\n$/],
    ["one of two", ["junk", "genesis.json", ...REASON], /found genesis.json, expected/],
  ];
  test.each(cases)("%s", async (name, args, message) => {
    const home = prepared.copy();
    if (name !== "nothing") home.plant("junk", "junk");
    const { status, stderr } = await home.run("disown", args);
    expect(status).toBe(3);
    expect(stderr).toMatch(message);
    expect(stderr.split("\n")).toHaveLength(2);
    expect(home.leaves()).toEqual(prepared.leaves());
  });

  test("a segment that a run appended and did not live to seal", async () => {
    const home = prepared.copy();
    const other = prepared.copy();
    await other.collect();
    const key = await nextPosition(home);
    cpSync(other.path("ledger/documents"), home.path("ledger/documents"), { recursive: true });
    cpSync(other.path(`ledger/${key}`), home.path(`ledger/${key}`));
    expect((await verified(home)).verdict).toBe("INCOMPLETE");
    expect((await home.run("disown", [key, ...REASON])).status).toBe(3);
  });
});
