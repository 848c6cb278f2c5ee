// Ledgers that the operator's commands made, by both verifiers, whole and in every window between their leaves.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { segmentKey } from "../../evidence-schema/keys/object-key.ts";
import { formatTimestamp, parseTimestamp } from "../../evidence-schema/bytes/timestamp.ts";
import { isWhole } from "../support/scale.ts";
import { ACCOUNTS, OperatedHome } from "../support/ledger/operated-home.ts";
import { type LedgerOnDisk, type Said, saidByPython, saidHere } from "../support/ledgers-on-disk.ts";

const done = async (ran: Promise<{ readonly status: number | null; readonly stderr: string }>): Promise<void> => {
  const { status, stderr } = await ran;
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
};
const rotated = async (home: OperatedHome, ...retire: string[]): Promise<void> => {
  await done(home.run("rotate-key", ["--reason", "yearly"]));
  await done(home.collect());
  await done(home.run("rotate-key", ["--retire", "--reason", "yearly", ...retire]));
  await done(home.collect());
};
const successor = (home: OperatedHome): string => join(home.home, "next", "ledger");

type Operated = { readonly trust: string; readonly make: (home: OperatedHome) => Promise<void> };

const ledgers: Readonly<Record<string, Operated>> = {
  "keys changed twice": {
    trust: "trust.5.txt",
    async make(home) {
      await rotated(home);
      await rotated(home);
    },
  },
  "a stolen key, by the trust file with until": {
    trust: "trust.3.txt",
    make: (home) => rotated(home, "--compromised"),
  },
  "ended and continued": {
    trust: "trust.txt",
    async make(home) {
      await done(home.collect());
      const args = ["--from", home.path("two"), "--continues", home.ledger, "--reason", "moved"];
      await done(home.run("start", args, successor(home)));
      await done(home.collect());
      await done(home.run("end-ledger", ["--successor", successor(home), "--reason", "moved"]));
    },
  },
  "strays disowned": {
    trust: "trust.txt",
    async make(home) {
      home.plant("stray", "junk");
      home.plant(segmentKey(`aws/${ACCOUNTS[0]}`, 0, 900), "junk");
      home.plant(segmentKey("tidemark/ledger", 0, 900), "junk");
      await done(home.run("disown", ["--all", "--reason", "a backup job"]));
      await done(home.collect());
      await done(home.collect());
    },
  },
  "acts restarted": {
    trust: "trust.txt",
    async make(home) {
      home.plant("stray", "junk");
      await done(home.run("disown", ["--all", "--reason", "a backup job"]));
      home.plant(segmentKey("tidemark/ledger", 0, 2), "junk");
      await done(home.collect());
      await done(home.run("restart-scope", ["tidemark/ledger", "--reason", "junk"]));
      home.plant("another", "junk");
      await done(home.run("disown", ["--all", "--reason", "a backup job"]));
      await done(home.collect());
    },
  },
};

/** The ledger asked whole, and from and to the time of each leaf, and the moment after it. */
function questions(home: OperatedHome, trustFile: string): LedgerOnDisk[] {
  const times = home.leaves().map(({ time }) => time);
  const now = later(times.at(-1) as string, 60_000);
  const asked = {
    ledger: home.ledger,
    trust: home.read(trustFile),
    trustFile: home.path(trustFile),
    checkpoints: [],
    now,
  };
  const windows = times.flatMap((time) =>
    [time, later(time, 1)].flatMap((from) => [
      { from },
      ...times.filter((to) => to > from).map((to) => ({ from, to })),
    ]),
  );
  return [asked, ...windows.filter((_, i) => isWhole || i % 3 === 0).map((window) => ({ ...asked, ...window }))];
}

const later = (time: string, ms: number): string => formatTimestamp(parseTimestamp(time) + ms);

describe.each(Object.entries(ledgers))("%s", (name, { trust, make }) => {
  let home: OperatedHome;
  let asked: readonly LedgerOnDisk[];
  let [here, python]: readonly [readonly Said[], readonly Said[]] = [[], []];
  beforeAll(async () => {
    home = await OperatedHome.make();
    await make(home);
    asked = questions(home, trust);
    [here, python] = await Promise.all([saidHere(asked), saidByPython(asked)]);
  });

  test("is INTACT by both verifiers", () => {
    expect([here[0], python[0]]).toMatchObject([
      { exit: 0, violations: [] },
      { exit: 0, violations: [] },
    ]);
  });

  test("both say the same of every window, and none is BROKEN", () => {
    const said = (all: readonly Said[]) =>
      all.map(({ exit, violations }, i) => {
        const { from = "", to = "" } = asked[i] as LedgerOnDisk;
        return `${from} ${to}: ${exit} ${[...new Set(violations.map(({ rule }) => rule))].sort().join(" ")}`;
      });
    expect(said(python)).toEqual(said(here));
    // A window that ends with a change of keys has no seal as its last leaf, one without a seal covers nothing, and what is
    // disowned after a window is stray in it.
    for (const { violations } of here)
      for (const { rule } of violations) expect(["K1", "K4", "W2", "W3", "W4", "W6"]).toContain(rule);
    expect(here.filter(({ exit }) => exit === 0).length).toBeGreaterThan(here.length / 3);
  });

  test.runIf(name === "ended and continued")("the successor is INTACT with the earlier one, by both", async () => {
    const next = successor(home);
    const args = [
      "--trust",
      home.path("next/trust.txt"),
      "--earlier",
      home.ledger,
      "--earlier-trust",
      home.path("trust.txt"),
    ];
    const ours = await home.ask("verify", args, next);
    expect(ours.status).toBe(0);
    expect(ours.stdout).toContain("names this ledger as its successor");
    const script = join(import.meta.dirname, "../../evidence-schema/verify.py");
    const { stdout } = await promisify(execFile)("python3", ["-B", script, next, ...args]);
    expect(stdout).toContain("INTACT");
    expect(stdout).toContain("names this ledger as its successor");
  });
});
