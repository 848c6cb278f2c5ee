// Each command of the operator is killed at each of its writes: nothing is broken, and the same command goes on.
import { readdirSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { ACCOUNTS, OperatedHome } from "../../support/ledger/operated-home.ts";
import { withDeadLinks } from "../../support/ledger/dead-links.ts";
import { isWhole } from "../../support/scale.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const ACTS = "tidemark/ledger";
const next = (home: OperatedHome): string => `${home.home}/next/ledger`;

type Killing = {
  readonly command: string;
  readonly args: (home: OperatedHome) => readonly string[];
  /** Which ledger the command writes to, where it is another. */
  readonly place?: (home: OperatedHome) => string;
  /** What is done before. */
  readonly prepare: (home: OperatedHome) => Promise<void>;
  /** How many leaves of which kind there are once it is done, however often it was begun. */
  readonly leaves: (home: OperatedHome) => void;
};

const kinds = (home: OperatedHome, kind: string): number => home.leaves().filter((leaf) => leaf.kind === kind).length;
const done = async (ran: Promise<{ readonly status: number | null; readonly stderr: string }>): Promise<void> => {
  const { status, stderr } = await ran;
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
};
const nothing = (): Promise<void> => Promise.resolve();
const plantedActs = async (home: OperatedHome): Promise<void> => {
  home.plant("stray", "junk");
  await done(home.run("disown", ["stray", "--reason", "x"]));
  home.plant(segmentKey(ACTS, 0, 2), "junk");
};

const killings: Readonly<Record<string, Killing>> = {
  "rotate-key": {
    command: "rotate-key",
    args: () => ["--reason", "yearly"],
    prepare: nothing,
    leaves(home) {
      expect(kinds(home, "key")).toBe(1);
      expect(readdirSync(home.path("keys")).sort()).toEqual(["signing.2.pem", "signing.pem"]);
    },
  },
  "rotate-key --retire --compromised": {
    command: "rotate-key",
    args: () => ["--retire", "--compromised", "--reason", "stolen"],
    prepare: (home) => done(home.run("rotate-key", ["--reason", "yearly"])),
    leaves(home) {
      expect(kinds(home, "key")).toBe(2);
      expect(readdirSync(home.home).filter((name) => name.startsWith("trust"))).toHaveLength(3);
    },
  },
  disown: {
    command: "disown",
    args: () => ["--all", "--reason", "x"],
    prepare(home) {
      home.plant("stray", "junk");
      home.plant(segmentKey(`aws/${ACCOUNTS[0]}`, 0, 900), "junk");
      return Promise.resolve();
    },
    leaves(home) {
      const seal = home.leaves().at(-1);
      if (seal?.kind !== "seal") throw new Error("expected a seal");
      expect(seal.scopes.find(({ scope }) => scope === ACTS)).toMatchObject({ seq: 1 });
    },
  },
  "restart-scope tidemark/ledger": {
    command: "restart-scope",
    args: () => [ACTS, "--reason", "junk"],
    prepare: plantedActs,
    leaves(home) {
      const seal = home.leaves().at(-1);
      if (seal?.kind !== "seal") throw new Error("expected a seal");
      expect(seal.scopes.find(({ scope }) => scope === ACTS)).toMatchObject({ gen: 1, seq: 0 });
    },
  },
  "end-ledger": {
    command: "end-ledger",
    args: (home) => ["--successor", next(home), "--reason", "moved"],
    async prepare(home) {
      const args = ["--from", home.path("two"), "--continues", home.ledger, "--reason", "moved"];
      await done(home.run("start", args, next(home)));
    },
    leaves: (home) => expect(kinds(home, "end")).toBe(1),
  },
  "start --continues": {
    command: "start",
    args: (home) => ["--from", home.path("two"), "--continues", home.ledger, "--reason", "moved"],
    place: next,
    prepare: nothing,
    leaves(home) {
      const { continues } = JSON.parse(home.read("next/ledger/genesis.json")) as { continues: { size: number } };
      expect(continues.size).toBe(1);
    },
  },
};

let prepared: OperatedHome;
beforeAll(async () => {
  prepared = await OperatedHome.make();
});

/** What may be there where a command did not come to its end: nothing is BROKEN. */
const UNDONE = new Set(["INTACT", "INCOMPLETE", "STRAY"]);

test.each(Object.entries(killings))("%s", async (_name, { command, args, place, prepare, leaves }) => {
  const begun = prepared.copy();
  await prepare(begun);
  const whole = begun.copy();
  const { links, error } = await withDeadLinks(Infinity, "before", () =>
    done(whole.run(command, args(whole), place?.(whole) ?? whole.ledger)),
  );
  expect(error).toBeNull();
  // An act or a leaf, its note or its seal's, and what lies beside.
  expect(links).toBeGreaterThanOrEqual(2);
  for (let at = 0; at < links; at += isWhole ? 1 : Math.max(3, Math.ceil(links / 4))) {
    for (const when of ["before", "after"] as const) {
      const home = begun.copy();
      const ledger = place?.(home) ?? home.ledger;
      const run = () => home.run(command, args(home), ledger);
      const died = await withDeadLinks(at, when, run);
      expect(died.links).toBeGreaterThan(at);
      // It may be that there is no ledger, or no trust file, yet.
      const { stdout, status } = await home.ask("verify", [], ledger);
      if (place === undefined || status !== 3) expect(UNDONE).toContain(verdictPrinted(stdout));
      const again = await run();
      // Killed after its last write it is done, which two of them tell by a refusal.
      const isDone =
        at === links - 1 &&
        when === "after" &&
        /nothing to restart|no restart is needed|several keys are in force/.test(again.stderr);
      if (!isDone)
        expect({ at, when, status: again.status, stderr: again.stderr }).toEqual({ at, when, status: 0, stderr: "" });
      leaves(home);
      expect(verdictPrinted((await home.ask("verify", [], ledger)).stdout)).toBe("INTACT");
      if (command !== "end-ledger") await done(home.run("collect", ["--from", home.path("two")], ledger));
    }
  }
});
