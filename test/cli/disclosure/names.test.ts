// `names`: who is named for a bundle, what is recorded before, and what is refused before anything is written.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { Ledger } from "../../../ledger/read/ledger.ts";
import { readActs } from "../../../ledger/read/read-acts.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import { bundleOf, changedBundle, type BundleOf, type Change } from "../../support/ledger/bundle-of.ts";
import { exampleHome } from "../../support/ledger/example-home.ts";
import { quarterHome } from "../../support/ledger/quarter-home.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import type { Ran } from "../../support/run-cli.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const RENATE = "Renate Osterkamp";
const SPAN = ["--from", "2026-01-01", "--to", "2027-01-01"];

let home: string;
let bundle: BundleOf;
beforeAll(async () => {
  home = await exampleHome();
  bundle = await bundleOf(join(home, "ledger"), SPAN);
});

const ledgerOf = (of: string): string => join(of, "ledger");
const names = (of: string, zip: string, out: string, ...more: readonly string[]): Promise<Ran> =>
  runCommand(["names", "--ledger", ledgerOf(of), "--for", zip, "--out", out, ...more]);
const TO = ["--to", "Muster & Partner", "--reason", "access review"];

async function disclosures(of: string): Promise<readonly Record<string, unknown>[]> {
  const store = openDirectory(ledgerOf(of));
  const { id } = await Ledger.open(store);
  return (await readActs(store, id)).flatMap(({ record }) =>
    record.type === "disclosure" ? [record.body as Record<string, unknown>] : [],
  );
}

const inFile = (path: string) => {
  const rows = parse(readFileSync(path, "utf8")) as unknown as readonly [string, string][];
  return { head: rows.slice(0, 5), people: new Map(rows.slice(5)) };
};

/** A copy of all of it, so that what a test records stays its own. */
function copied(): string {
  const copy = temporaryDirectory();
  cpSync(home, copy, { recursive: true });
  return copy;
}

describe("the people of a bundle", () => {
  test("are named, once the disclosure is recorded, and the ledger verifies", async () => {
    const of = copied();
    const out = join(of, "people.csv");
    const { status, stdout, stderr } = await names(of, bundle.path, out, ...TO);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/Sealed as entry \d+ \(run disclosure-/);
    const { head, people } = inFile(out);
    const { window, ledger } = JSON.parse(String(bundle.files.get("export-manifest.json"))) as {
      readonly window: { readonly from: string; readonly to: string };
      readonly ledger: string;
    };
    expect(head).toEqual([
      ["Tidemark people", "1"],
      ["ledger", ledger],
      ["from", window.from],
      ["until (excluded)", window.to],
      ["reference", "name"],
    ]);
    expect([...people.values()]).toContain(RENATE);
    expect([...people.keys()]).toEqual([...people.keys()].toSorted());
    // Each kind of user: by an ARN, and by the key of a directory.
    for (const kind of [/^person:[0-9a-f]{64}$/, /^entra:/, /^workspace:/, /^tidemark:aws\/\d+\/iam-user%2F/])
      expect(
        [...people.keys()].some((key) => kind.test(key)),
        String(kind),
      ).toBe(true);
    const read = [...bundle.files].filter(([name]) => name === "report.html" || name.startsWith("csv/"));
    const text = read.map(([, bytes]) => bytes.toString("utf8")).join("\n");
    expect(text).not.toContain("[object ");
    for (const key of people.keys())
      expect(text.includes(key) || text.includes(encodeURIComponent(key)), key).toBe(true);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(await disclosures(of)).toEqual([
      {
        recipient: "Muster & Partner",
        reason: expect.stringMatching(
          /^access review \(\d+ names; SHA256SUMS of the bundle has the SHA-256 [0-9a-f]{64}\)$/,
        ),
        from: window.from,
        until: window.to,
        principal: expect.stringMatching(/^person:/),
      },
    ]);
    expect(verdictPrinted((await runCommand(["verify", "--ledger", ledgerOf(of)])).stdout)).toBe("INTACT");
  });

  test("whose names were erased stand by reference alone, and are counted", async () => {
    const of = copied();
    await runCommand(["erase", RENATE, "--ledger", ledgerOf(of), "--reason", "left the company"]);
    const out = join(of, "people.csv");
    const { stdout } = await names(of, bundle.path, out, ...TO);
    expect(stdout).toMatch(/and \d+ references? without one: no name is kept, or it was erased\./);
    expect(readFileSync(out, "utf8")).not.toContain(RENATE);
    const { people } = inFile(out);
    expect([...people.values()]).toContain("");
  });

  test("of the example that is complete are made up: they are named, and nothing is recorded", async () => {
    const of = await quarterHome();
    const quarter = await bundleOf(ledgerOf(of), ["--period", "2026-07-01..2026-07-05"]);
    const out = join(of, "people.csv");
    const { status, stdout, stderr } = await names(of, quarter.path, out, ...TO);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("Not recorded: the ledger is an example that is complete.");
    expect(inFile(out).people.size).toBeGreaterThan(0);
    expect(await disclosures(of)).toEqual([]);
  });

  test("where nobody is referred to, nothing is written or recorded", async () => {
    const of = copied();
    const empty = changedBundle(bundle, {
      files: (files) => {
        for (const name of files.keys()) if (name.startsWith("csv/")) files.delete(name);
        files.set("report.html", Buffer.from("<!doctype html>"));
      },
    });
    const out = join(of, "people.csv");
    const { status, stdout } = await names(of, empty.path, out, ...TO);
    expect(status).toBe(0);
    expect(stdout).toContain("There is nobody to name. Nothing was written or recorded.");
    expect([existsSync(out), await disclosures(of)]).toEqual([false, []]);
  });

  test("are many, and stand across the chunks in which a file is read", async () => {
    const of = copied();
    const reference = (n: number): string => `person:${n.toString(16).padStart(64, "0")}`;
    const many = Array.from({ length: 10_000 }, (_, n) => reference(n));
    const large = changedBundle(bundle, {
      files: (files) => {
        for (const name of files.keys()) if (name.startsWith("csv/")) files.delete(name);
        files.set("report.html", Buffer.from(`<!doctype html>${many.join("é,")}`));
      },
    });
    const json = await names(of, large.path, join(of, "people.csv"), ...TO, "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({ people: 10_000, named: 0 });
  });
});

describe("refuses, with one line, and writes and records nothing", () => {
  const objects = (of: string): number => readdirSync(ledgerOf(of), { recursive: true }).length;
  async function refused(zip: string, out: string, args: readonly string[], of = home): Promise<string> {
    const before = objects(of);
    const { status, stderr } = await names(of, zip, out, ...args);
    expect([status, stderr.trim().split("\n").length]).toEqual([3, 1]);
    expect(objects(of)).toBe(before);
    return stderr;
  }
  const changed = (change: Change): string => changedBundle(bundle, change).path;
  const somewhere = (): string => join(temporaryDirectory(), "people.csv");

  test.each([
    [["--reason", "x"], "names --to is missing"],
    [["--to", "x"], "names --reason is missing"],
    [["--to", "a\u0007b", "--reason", "x"], "names --to has a control character"],
    [["--to", "", "--reason", "x"], "names --to is missing or empty"],
    [["--to", RENATE, "--reason", "x"], "names --to: found Renate Osterkamp"],
    [["--to", "x", "--reason", "for a@b.example"], "names --reason: found an e-mail address"],
    [["--to", "x", "--reason", "asked by Amelie Brandt"], "names --reason: found a person of the bundle"],
  ])("%j", async (args, message) => {
    expect(await refused(bundle.path, somewhere(), args)).toContain(message);
  });

  test.each([
    ["a file that is not there", () => "/nowhere/b.zip", "is not there"],
    [
      "a file that is no ZIP",
      () => {
        const path = join(temporaryDirectory(), "b.zip");
        writeFileSync(path, "PK?");
        return path;
      },
      "can't be read as a ZIP file",
    ],
    [
      "a bundle that is cut",
      () => {
        const path = join(temporaryDirectory(), "b.zip");
        writeFileSync(path, readFileSync(bundle.path).subarray(0, -40));
        return path;
      },
      "can't be read as a ZIP file",
    ],
    [
      "a ZIP without a manifest",
      () => changed({ files: (files) => files.delete("export-manifest.json") }),
      "has no export-manifest.json, so it is no bundle",
    ],
    [
      "a bundle of an older version",
      () => changed({ manifest: (of) => ({ ...of, v: 0 }) }),
      "has version 0, expected 1",
    ],
    [
      "a manifest that is malformed",
      () => changed({ manifest: (of) => ({ ...of, window: { from: "2026-13-01", to: 3 } }) }),
      "is wrong at window.from",
    ],
    [
      "a manifest of another kind",
      () => changed({ manifest: (of) => ({ ...of, kind: "x" }) }),
      "export-manifest.json is wrong at kind",
    ],
    [
      "a manifest that is no JSON",
      () => changed({ files: (files) => files.set("export-manifest.json", Buffer.from("{")) }),
      "export-manifest.json is no JSON",
    ],
    [
      "a bundle of another ledger",
      () => changed({ manifest: (of) => ({ ...of, ledger: "0".repeat(64) }) }),
      "is a bundle of the ledger 0000",
    ],
    [
      "a bundle of another log",
      () =>
        changed({
          manifest: (of) => ({ ...of, evidence: { ...(of["evidence"] as object), size: 1, root: "0".repeat(64) } }),
        }),
      "was made up to a log of size 1",
    ],
    [
      "a window that its evidence does not reach over",
      () =>
        changed({
          manifest: (of) => ({
            ...of,
            window: { ...(of["window"] as object), to: "2036-01-01T00:00:00.000Z", soFar: false },
          }),
        }),
      "expected evidence that reaches over it",
    ],
    [
      "a report that was changed",
      () => changed({ files: (files) => files.set("SHA256SUMS", Buffer.from(`${"0".repeat(64)}  report.html\n`)) }),
      "is not as it was made",
    ],
  ])("%s", async (_, made, message) => {
    expect(await refused(made(), somewhere(), TO)).toContain(message);
  });

  test("a place that holds another file, or that Tidemark keeps for itself", async () => {
    const other = somewhere();
    writeFileSync(other, "mine");
    expect(await refused(bundle.path, other, TO)).toContain("is no file of people");
    expect(readFileSync(other, "utf8")).toBe("mine");
    // Also names that were written before, for somebody else perhaps.
    writeFileSync(other, "Tidemark people,1\nledger,x\n");
    expect(await refused(bundle.path, other, TO)).toContain("is there. Name another file, or remove this one");
    expect(await refused(bundle.path, join(home, "names", "people.csv"), TO)).toContain("keeps for itself");
  });

  test("a copy: it has no writer, so nothing can be recorded", async () => {
    const copy = temporaryDirectory();
    cpSync(ledgerOf(home), ledgerOf(copy), { recursive: true });
    expect(await refused(bundle.path, somewhere(), TO, copy)).toContain("this is a copy. Nothing was written");
    // Names beside it do not make it one that can record.
    cpSync(join(home, "names"), join(copy, "names"), { recursive: true });
    expect(await refused(bundle.path, somewhere(), TO, copy)).toContain("this is a copy. Nothing was written");
  });
});

test("if the names can't be written, the disclosure stands recorded, and the message says so", async () => {
  const of = copied();
  const folder = join(of, "out");
  mkdirSync(folder);
  const out = join(folder, "people.csv");
  const acts = (): number =>
    readdirSync(join(ledgerOf(of), "records"), { recursive: true }).filter((name) =>
      String(name).includes("scope=ledger"),
    ).length;
  const before = acts();
  // The folder passes the check, and is gone once the act is there: sealing it comes between that and the names.
  const waiting = setInterval(() => {
    if (acts() > before) rmSync(folder, { recursive: true, force: true });
  }, 1);
  const { status, stderr } = await names(of, bundle.path, out, ...TO);
  clearInterval(waiting);
  expect(status).toBe(3);
  expect(stderr).toContain("The disclosure is recorded, and no name was written.");
  expect(await disclosures(of)).toHaveLength(1);
});
