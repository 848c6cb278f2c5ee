// The acts of people and machines go on after an object that is none of them.
import { cpSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { OperatedHome } from "../../support/ledger/operated-home.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const ACTS = "tidemark/ledger";
const RESTART = [ACTS, "--reason", "junk beside the acts"];
const DISOWN = ["--all", "--reason", "junk"];

let prepared: OperatedHome;
beforeAll(async () => {
  prepared = await OperatedHome.make();
  // So that there is an act beside the first run's deployment.
  prepared.plant("first", "junk");
  expect((await prepared.run("disown", DISOWN)).status).toBe(0);
});

const verdict = async (home: OperatedHome): Promise<string> => verdictPrinted((await home.ask("verify")).stdout);
const acts = (home: OperatedHome) => {
  const seal = home.leaves().at(-1);
  if (seal?.kind !== "seal") throw new Error("expected a seal");
  return seal.scopes.find(({ scope }) => scope === ACTS);
};

describe("an object at the next position", () => {
  const key = segmentKey(ACTS, 0, 2);

  test("no act can be appended, and how to go on is said; runs go on and seal that", async () => {
    const home = prepared.copy();
    home.plant(key, "junk");
    home.plant("second", "junk");
    const { status, stderr } = await home.run("disown", ["second", "--reason", "junk"]);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^tidemark: [^\n]+\. Run tidemark restart-scope tidemark\/ledger --reason TEXT\n$/);
    expect((await home.collect()).status).toBe(0);
    expect(acts(home)).toMatchObject({ view: "failed" });
  });

  test("restarted, the object is abandoned, acts are appended again, and all verifies", async () => {
    const home = prepared.copy();
    home.plant(key, "junk");
    expect(await home.run("restart-scope", RESTART)).toMatchObject({ status: 0, stderr: "" });
    expect(acts(home)).toMatchObject({ gen: 1, seq: 0, view: "observed", problem: null });
    expect(await verdict(home)).toBe("INTACT");
    home.plant("second", "junk");
    expect((await home.run("disown", DISOWN)).status).toBe(0);
    expect(acts(home)).toMatchObject({ gen: 1, seq: 1 });
    expect((await home.collect()).status).toBe(0);
    expect(await verdict(home)).toBe("INTACT");
  });
});

test.each([
  ["beyond the next position", segmentKey(ACTS, 0, 7)],
  ["in a gen that nobody could reach by restarts", segmentKey(ACTS, 999_999, 0)],
])("an object %s is in nobody's way: it is disowned", async (_name, key) => {
  const home = prepared.copy();
  home.plant(key, "junk");
  expect(await verdict(home)).toBe("STRAY");
  expect((await home.run("disown", DISOWN)).status).toBe(0);
  expect(await verdict(home)).toBe("INTACT");
});

test("restarted again and again, and once more after an act", async () => {
  const home = prepared.copy();
  for (const key of [segmentKey(ACTS, 0, 2), segmentKey(ACTS, 1, 1), segmentKey(ACTS, 2, 1)]) {
    home.plant(key, "junk");
    expect((await home.run("restart-scope", RESTART)).status).toBe(0);
    expect(await verdict(home)).toBe("INTACT");
  }
  home.plant("second", "junk");
  expect((await home.run("disown", DISOWN)).status).toBe(0);
  expect(acts(home)).toMatchObject({ gen: 3, seq: 1 });
  expect(await verdict(home)).toBe("INTACT");
});

describe("refused, and nothing is appended", () => {
  test.each([
    ["nothing is wrong", RESTART, /^tidemark: tidemark\/ledger: the acts are valid up to their last object/],
    ["no reason", [ACTS], /expected --reason TEXT\n$/],
    ["an empty reason", [ACTS, "--reason", ""], /expected --reason TEXT\n$/],
    ["from exports", [...RESTART, "--from", "x"], /is not read from exports\. Leave --from out\n$/],
  ] as const)("%s", async (_name, args, message) => {
    const home = prepared.copy();
    const { status, stderr } = await home.run("restart-scope", args);
    expect(status).toBe(3);
    expect(stderr).toMatch(message);
    expect(home.leaves()).toEqual(prepared.leaves());
  });

  test("a valid act that no seal lists is not left behind", async () => {
    const home = prepared.copy();
    const other = prepared.copy();
    other.plant("second", "junk");
    await other.run("disown", DISOWN);
    const act = `ledger/${segmentKey(ACTS, 0, 2)}`;
    cpSync(other.path(act), home.path(act));
    // It is sealed instead.
    const { status, stdout } = await home.run("restart-scope", RESTART);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^The acts were already restarted\./);
    expect(acts(home)).toMatchObject({ gen: 0, seq: 2 });
  });
});
