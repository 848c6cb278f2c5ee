// What `verify` prints, in which order, and what checkpoints and an earlier ledger that are given to it change.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { Output } from "../../../cli/output.ts";
import { run } from "../../../cli/commands/verify.ts";
import { VerifyUsageError } from "../../../ledger/verify/verify-ledger.ts";
import { noteKey } from "../../../evidence-schema/keys/object-key.ts";
import { forge, rootsOf, type Forged } from "../../support/forge/forge.ts";
import { LOG, ORIGIN, STRANGER } from "../../support/forge/keys.ts";
import { signedNote } from "../../support/forge/note.ts";
import { NOW, TWO } from "../../support/forge/small.ts";
import { CONTINUES, EARLIER, SUCCESSOR } from "../../support/forge/succession.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

let home: string;
beforeEach(() => {
  home = temporaryDirectory();
  lay("ledger", forge(TWO));
});

/** Writes a forged ledger and its trust file. */
function lay(name: string, { objects, trust }: Forged): void {
  for (const [key, bytes] of objects) put(`${name}/${key}`, bytes);
  put(`${name}.trust`, trust);
}

function put(path: string, bytes: Buffer | string): string {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), bytes);
  return join(home, path);
}

type Said = { readonly exit: number; readonly text: string };

async function verify(...args: readonly string[]): Promise<Said> {
  let text = "";
  const out = new Output(args.includes("--json"), (more) => (text += more));
  const ledger = ["--ledger", join(home, "ledger"), "--now", NOW];
  const trust = args.includes("--trust") ? [] : ["--trust", join(home, "ledger.trust")];
  return { exit: await run([...ledger, ...trust, ...args], out), text };
}

const refused = async (...args: readonly string[]): Promise<string> => {
  const error = await verify(...args).then(
    ({ exit }) => new Error(`exit ${exit}`),
    (thrown: unknown) => thrown as Error,
  );
  expect(error.name).toBe("UsageError");
  expect(error.message).not.toContain("\n");
  return error.message.replaceAll(home, "");
};

test("a directory is no store that could be asked: nothing is said of one, and it can't be a copy of one", async () => {
  const { exit, text } = await verify("--json");
  expect(exit).toBe(0);
  expect(JSON.parse(text)).not.toHaveProperty("online");
  expect((await verify("--offline")).exit).toBe(0);
  expect(await refused("--copy")).toBe(
    "verify: --copy is for a ledger in S3, and /ledger is a directory. Leave --copy out",
  );
});

describe("what is printed", () => {
  test("is whose ledger by which keys, the period, the verdict, what was not observed, what can't be shown", async () => {
    const { exit, text } = await verify();
    expect(exit).toBe(0);
    const order = [
      /^Verified /,
      /^ {2}trust {5}.*ledger\.trust$/m,
      /^ {2}ledger {4}[0-9a-f]{64}$/m,
      /^ {2}entity {4}Acme, system Shop, mode local$/m,
      new RegExp(`^  log key   ${LOG.vkey.replaceAll(/[+/.]/g, String.raw`\$&`)}$`, "m"),
      /^ {2}asked /m,
      /^INTACT$/m,
      /^Limits of this verification$/m,
    ];
    const places = order.map((line) => text.search(line));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(text).not.toContain("proves nothing");
  });

  test("says that a trust file beside the ledger proves nothing", async () => {
    put("trust.txt", forge(TWO).trust);
    let text = "";
    const out = new Output(false, (more) => (text += more));
    expect(await run(["--ledger", join(home, "ledger"), "--now", NOW], out)).toBe(0);
    expect(text).toContain("This file lies beside the ledger, so the ledger is checked against itself.");
    expect(text).toContain(join(home, "trust.txt"));
  });

  test("names the rule beside its letter, and what is STRAY is exit 4", async () => {
    put("ledger/log/notes.txt", "hello");
    const { exit, text } = await verify();
    expect(exit).toBe(4);
    expect(verdictPrinted(text)).toBe("STRAY");
    expect(text).toContain("K1 (every object has a name of the ledger)  log/notes.txt: expected ");
    expect(text).toMatch(/^Not covered by any signature$/m);
  });

  test("can't steer a terminal by what a ledger holds", async () => {
    put("ledger/log/\u001b[2Jnotes", "hello");
    const { exit, text } = await verify();
    expect(exit).toBe(4);
    expect(text).not.toContain("\u001b");
  });
});

describe("checkpoints that were kept", () => {
  const [, first, second] = rootsOf(TWO) as [string, string, string];
  const note = (signer = LOG, root = first): Buffer => signedNote(`${ORIGIN}\n1\n${root}\n`, [signer]);

  test.each([
    ["a line", `checkpoint 1 ${first}\n`],
    ["lines, with comments", `# kept in April\ncheckpoint 1 ${first}\n\ncheckpoint 2 ${second}\n`],
    ["a note that the log signed", note()],
    ["the ledger's own note", forge(TWO).objects.get(noteKey(1)) as Buffer],
  ])("%s of this log is INTACT, and that it was compared is said", async (_what, bytes) => {
    const { exit, text } = await verify("--checkpoint", put("kept", bytes));
    expect(exit).toBe(0);
    expect(text).not.toContain("No kept checkpoint was compared");
  });

  test("of another tree are BROKEN by N5, also where another file is right", async () => {
    const right = put("right", `checkpoint 1 ${first}\n`);
    const { exit, text } = await verify("--checkpoint", right, "--checkpoint", put("kept", note(LOG, second)));
    expect(exit).toBe(1);
    expect(text).toContain("N5 (a kept checkpoint is of this log)");
  });

  test("of a larger log are INCOMPLETE by W10", async () => {
    const { exit, text } = await verify("--checkpoint", put("kept", `checkpoint 3 ${second}\n`));
    expect(exit).toBe(2);
    expect(text).toContain("W10 (the log reaches what was kept)");
  });

  test.each([
    ["nothing", ""],
    ["comments alone", "# checkpoint\n"],
    ["another line", `checkpoint 1 ${first}\nquorum none\n`],
    ["a root of another length", "checkpoint 1 AAAA\n"],
    ["a size with a leading zero", `checkpoint 01 ${first}\n`],
    ["a note by a key that the trust file has not", note(STRANGER)],
    ["no UTF-8", Buffer.from([0xff, 0xfe])],
  ])("that are %s are a mistake of the caller", async (_what, bytes) => {
    expect(await refused("--checkpoint", put("kept", bytes))).toMatch(/^\/kept(?: is |: )[^\n]+, expected /);
  });

  test("that are a note of another log by the same key are a mistake of the caller", async () => {
    const other = put("kept", signedNote(`other.example/log\n1\n${first}\n`, [LOG]));
    await expect(verify("--checkpoint", other)).rejects.toThrow(
      /^the kept checkpoint belongs to the log "other.example\/log"/,
    );
  });

  test("that are not there are a mistake of the caller", async () => {
    expect(await refused("--checkpoint", join(home, "none"))).toBe(
      "the checkpoint file /none does not exist. Check the path",
    );
  });
});

describe("the ledger that another continues", () => {
  const asked = (): Promise<Said> =>
    verify("--earlier", join(home, "earlier"), "--earlier-trust", join(home, "earlier.trust"));

  beforeEach(() => lay("ledger", forge(SUCCESSOR)));

  test("is said not to have been looked at where it was not given", async () => {
    const { exit, text } = await verify();
    expect(exit).toBe(0);
    expect(text).toContain(`continues ledger ${CONTINUES.ledger}`);
    expect(text).toContain("That ledger was not checked (use --earlier to check it)");
  });

  test.each(Object.keys(EARLIER))("that %s has the verdict and the words of that", async (what) => {
    const { plan, exit, says } = EARLIER[what] as (typeof EARLIER)[string];
    lay("earlier", forge(plan));
    const said = await asked().catch((error: unknown) => {
      expect(error).toBeInstanceOf(VerifyUsageError);
      return { exit: 3, text: (error as Error).message };
    });
    expect(said.text).toContain(says);
    expect(said.exit).toBe(exit);
  });

  test("that is broken itself makes this one BROKEN, and the object is named as its own", async () => {
    const { objects, trust } = forge((EARLIER["ends and names no successor"] as (typeof EARLIER)[string]).plan);
    objects.delete("log/000000000000.note");
    lay("earlier", { objects, trust });
    const { exit, text } = await asked();
    expect(exit).toBe(1);
    expect(text).toContain("earlier ledger: log/000000000000.note");
  });

  test.each([["--earlier"], ["--earlier-trust"]])(
    "needs both options: %s alone is a mistake of the caller",
    async (one) => {
      expect(await refused(one, join(home, "ledger"))).toContain("found only one of --earlier and --earlier-trust");
    },
  );
});

test.each([
  ["no UTF-8", Buffer.from([0x6c, 0xff, 0x0a])],
  ["longer than a trust file may be", Buffer.alloc(2 ** 20 + 1, "#")],
  ["without its last line's end", "ledger"],
])("a trust file that is %s is a mistake of the caller, in one line", async (_what, bytes) => {
  const message = await refused("--trust", put("bad.trust", bytes));
  expect(message).toMatch(/^\/bad\.trust(?: is |: )/);
});
