// Checks populations and samples of a ledger that a person operates: what is recorded, what is refused, and what a copy says.
import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { recordedPopulations } from "../../../audit/handover/recorded.ts";
import { drawnFrom } from "../../../cli/handover/drawn-from.ts";
import type { AskedPopulation } from "../../../cli/handover/asking.ts";
import type { Recording } from "../../../cli/handover/recording.ts";
import { Ledger } from "../../../ledger/read/ledger.ts";
import { readActs } from "../../../ledger/read/read-acts.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import { OperatedHome } from "../../support/ledger/operated-home.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import { verdictPrinted } from "../../support/verdict-printed.ts";

const SEED = ["--seed", "Muster & Partner 2026-10-12 4711", "--seed-by", "Audit firm"];

let made: OperatedHome;
/** A period that has ended, with both buckets in it. */
let period: readonly string[];
/** The same ledger, in which the population is recorded and sealed. */
let recorded: OperatedHome;
beforeAll(async () => {
  made = await OperatedHome.make();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect((await made.collect()).status).toBe(0);
  const time = made.leaves().at(-1)?.["time"];
  period = ["--from", "2026-01-01", "--to", String(time)];
  recorded = made.copy();
  expect((await population(recorded)).status).toBe(0);
});

const population = (home: OperatedHome, ...args: readonly string[]) => home.run("population", [...period, ...args]);
const sample = (home: OperatedHome, ...args: readonly string[]) =>
  home.run("sample", [...period, ...SEED, "--size", "2", ...args]);
const out = (name: string): string => join(temporaryDirectory(), name);
const acts = async (home: OperatedHome) => {
  const ledger = await Ledger.open(openDirectory(home.ledger, home.path("work")));
  return { ledger, acts: await readActs(ledger.store, ledger.id) };
};
const typesOf = async (home: OperatedHome): Promise<string[]> =>
  (await acts(home)).acts.map(({ record }) => record.type).filter((type) => type === "population" || type === "sample");
/** The lines before the table of a worksheet, by their labels, and the rows of the table. */
function worksheet(path: string) {
  const rows = parse(readFileSync(path)) as string[][];
  const at = rows.findIndex(([first]) => first === "no");
  return {
    opening: Object.fromEntries(rows.slice(0, at).map(([label = "", text = ""]) => [label, text])),
    rows: rows.slice(at + 1),
    head: rows[at] ?? [],
  };
}

describe("a population", () => {
  test("is recorded with count and digest, and sealed; the ledger stays whole", async () => {
    const { ledger, acts: all } = await acts(recorded);
    const [act, ...others] = recordedPopulations(all, await ledger.newestSeal());
    expect(others).toEqual([]);
    expect(act?.isSealed).toBe(true);
    const { stdout } = await population(recorded, "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      count: act?.count,
      digest: act?.digest,
      from: act?.from,
      until: act?.until,
    });
    expect(verdictPrinted((await recorded.ask("verify")).stdout)).toBe("INTACT");
  });

  test("asked twice is recorded once; another question is another act", async () => {
    const home = recorded.copy();
    const again = await population(home);
    expect(again.stdout).toMatch(/^Recorded before, at \S+ \(records\/\S+, sealed\)\. Nothing was recorded again\.$/m);
    expect(await typesOf(home)).toEqual(["population"]);
    await population(home, "--place", "all");
    expect(await typesOf(home)).toEqual(["population", "population"]);
  });

  test("is written as CSV and as ids, whose SHA-256 is the digest", async () => {
    const path = out("items.csv");
    const { stdout } = await population(recorded.copy(), "--out", path, "--json");
    const { digest, count } = JSON.parse(stdout) as { readonly digest: string; readonly count: number };
    const ids = readFileSync(path.replace(/\.csv$/, ".ids.txt"));
    expect(createHash("sha256").update(ids).digest("hex")).toBe(digest);
    const rows = parse(readFileSync(path), { columns: true }) as readonly Record<string, string>[];
    expect(rows).toHaveLength(count);
    expect(rows.map(({ id }) => `${id}\n`).join("")).toBe(ids.toString());
    expect(rows.map(({ row }) => row)).toEqual(rows.map((_, at) => String(at + 1)));
  });

  test.each([
    [["--out", ""], "population: expected --out FILE"],
    [["--of", ""], "population --of: found nothing, expected one of items"],
  ])("is refused: %j", async (args, expected) => {
    const home = made.copy();
    const { status, stdout, stderr } = await population(home, ...args);
    expect([status, stdout, stderr.split("\n").length]).toEqual([3, "", 2]);
    expect(stderr).toContain(expected);
    expect(await typesOf(home)).toEqual([]);
  });

  test("of a period that goes on is refused", async () => {
    const { status, stderr } = await made.run("population");
    expect(status).toBe(3);
    expect(stderr).toMatch(
      /^tidemark: population: the period ends at \S+, and the newest seal was made at \S+\. Name a period that has ended: --from TIME --to \S+\n$/,
    );
  });
});

describe("a sample", () => {
  test("is drawn of the recorded population, by its seed, and recorded; the ledger stays whole", async () => {
    const home = recorded.copy();
    const path = out("sample.csv");
    const { status, stderr } = await sample(home, "--out", path);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(await typesOf(home)).toEqual(["population", "sample"]);
    const { opening, rows, head } = worksheet(path);
    expect(opening["seed"]).toBe("Muster & Partner 2026-10-12 4711");
    expect(opening["seed chosen by"]).toBe("Audit firm");
    expect(opening["population recorded"]).toMatch(
      /^records\/provider=tidemark\/scope=ledger\/\S+:\d+, at \S+, before the seed was chosen$/,
    );
    expect(opening["sample recorded"]).toMatch(/^records\/provider=tidemark\/scope=ledger\/\S+:\d+$/);
    expect(opening["earlier samples of this population"]).toBe("none on record");
    expect(rows).toHaveLength(2);
    const [rank, id, native] = ["rank", "id", "native_values"].map((title) => head.indexOf(title)) as [
      number,
      number,
      number,
    ];
    const { stdout } = await population(home, "--json");
    const all = (JSON.parse(stdout) as { readonly rows: readonly { readonly id: string }[] }).rows.map((row) => row.id);
    const rankOf = (each: string): string =>
      createHash("sha256")
        .update(`${opening["seed"] ?? ""}\n${each}`)
        .digest("hex");
    expect(rows.map((row) => row[id])).toEqual(all.toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : 1)).slice(0, 2));
    for (const row of rows) {
      expect(row[rank]).toBe(rankOf(row[id] ?? ""));
      expect(() => JSON.parse(row[native] ?? "") as unknown).not.toThrow();
    }
    expect(verdictPrinted((await home.ask("verify")).stdout)).toBe("INTACT");
  });

  test("drawn twice is recorded once, and another seed names the one before", async () => {
    const home = recorded.copy();
    const path = out("sample.csv");
    await sample(home, "--out", path);
    expect((await sample(home, "--out", path)).stderr).toMatch(
      /sample\.csv is there\. Name another file, or remove this/,
    );
    const again = await sample(home, "--out", out("again.csv"));
    expect(again.stdout).toMatch(/^This sample was recorded before, at \S+\. Nothing was recorded again\.$/m);
    expect(await typesOf(home)).toEqual(["population", "sample"]);
    const contrary = (await sample(home, "--seed-by", "Another firm", "--out", out("contrary.csv"))).stderr;
    expect(contrary).toMatch(/^tidemark: sample --seed-by: found Another firm, and this sample was recorded at /);
    const next = out("other.csv");
    const other = await sample(home, "--seed", "other", "--size", "1", "--out", next);
    expect(other.status).toBe(0);
    expect(worksheet(next).opening["earlier samples of this population"]).toMatch(
      /^\S+: 2 rows by the seed "Muster & Partner 2026-10-12 4711"$/,
    );
  });

  test("asked for more than there is says so", async () => {
    const path = out("sample.csv");
    await sample(recorded.copy(), "--size", "1000", "--out", path);
    const { opening, rows } = worksheet(path);
    expect(opening["rows drawn"]).toBe(
      `${rows.length} of ${rows.length} (1000 were asked for, and the population has no more)`,
    );
  });

  test("of a population that nobody listed is refused, and nothing is written", async () => {
    const home = made.copy();
    const path = out("sample.csv");
    const { status, stderr } = await sample(home, "--out", path);
    expect(status).toBe(3);
    expect(stderr).toContain(
      "no record says that this population was listed before the seed was chosen. Run tidemark population with the same options first",
    );
    expect(() => readFileSync(path)).toThrow("ENOENT");
    expect(await typesOf(home)).toEqual([]);
  });

  test.each<readonly [string, readonly string[], string]>([
    [
      "no seed",
      ["--seed", " "],
      "sample: expected --seed TEXT, which the auditor chooses after seeing the population's digest",
    ],
    ["nobody who chose it", ["--seed-by", ""], "sample: expected --seed-by TEXT, the firm or role that chose the seed"],
    ["no size", ["--size", "0"], "sample --size: found 0, expected a number from 1 to 1000"],
    ["a size that is too large", ["--size", "1001"], "sample --size: found 1001, expected a number from 1 to 1000"],
    ["an empty size", ["--size", ""], "sample --size: found nothing, expected"],
    ["a seed with white space around it", ["--seed", " 4711"], "sample --seed: found white space at its begin or end"],
    ["a seed with what nobody sees", ["--seed", "47\u200b11"], "one that nobody sees"],
    ["a seed of two lines", ["--seed", "a\nb"], "sample --seed has a control character"],
    ["a seed with half a character", ["--seed", "a\uD800"], "sample --seed has a control character"],
    [
      "a seed that names a person",
      ["--seed", "renate@example.com 4711"],
      "sample --seed: found an e-mail address, expected text that names no person (a team or a role may be named). Nothing was written",
    ],
    ["a chooser who is a person", ["--seed-by", "renate@example.com"], "sample --seed-by: found an e-mail address"],
  ])("is refused: %s", async (_, args, expected) => {
    const home = recorded.copy();
    const path = out("sample.csv");
    const { status, stderr } = await sample(home, "--out", path, ...args);
    expect(status).toBe(3);
    expect(stderr).toContain(expected);
    expect(() => readFileSync(path)).toThrow("ENOENT");
    expect(await typesOf(home)).toEqual(["population"]);
  });
});

describe("a copy without a key", () => {
  test("says that nothing is recorded, and its sample is marked so", async () => {
    const copy = made.copy();
    rmSync(copy.path("keys"), { recursive: true });
    const listed = await population(copy);
    expect(listed.status).toBe(0);
    expect(listed.stdout).toContain(
      'Not recorded: no signing key lies beside the ledger, so this is a copy. A sample that is drawn of it is marked "not recorded".',
    );
    const path = out("sample.csv");
    const drawn = await sample(copy, "--out", path);
    expect(drawn.status).toBe(0);
    expect(drawn.stdout).toContain("Not recorded: no signing key lies beside the ledger, so this is a copy.");
    const { opening } = worksheet(path);
    expect(opening["sample recorded"]).toBe("not recorded");
    expect(opening["population recorded"]).toMatch(
      /^not recorded \(no signing key lies beside the ledger, so this is a copy\)/,
    );
    expect(await typesOf(copy)).toEqual([]);
  });

  test("of a ledger in which the population is on record draws from that", async () => {
    const copy = recorded.copy();
    rmSync(copy.path("keys"), { recursive: true });
    const path = out("sample.csv");
    expect((await sample(copy, "--out", path)).status).toBe(0);
    const { opening } = worksheet(path);
    expect(opening["population recorded"]).toMatch(/, before the seed was chosen$/);
    expect(opening["sample recorded"]).toBe("not recorded");
  });
});

describe("the population that a sample may be drawn from", () => {
  /** As it is recorded, with a list that is given. */
  async function askedAgain(change: Partial<AskedPopulation["population"]> = {}) {
    const { ledger, acts: all } = await acts(recorded);
    const newest = await ledger.newestSeal();
    const [act] = recordedPopulations(all, newest);
    if (act === undefined) throw new Error("nothing is recorded");
    const list = { rows: [], digest: act.digest, ...change };
    const asked = {
      asked: act.asked,
      from: act.from,
      until: act.until,
      population: list,
    } as unknown as AskedPopulation;
    return { asked, acts: all, newest, act };
  }
  const copy: Recording = { why: "it is a copy" };
  const deployed = {
    home: { signer: null, places: { config: { schedule: { everySeconds: 3600, from: "2026-09-01T00:30:00.000Z" } } } },
  } as unknown as Recording;
  const local = { home: { signer: {} } } as unknown as Recording;

  test("is the recorded one while the list is the same", async () => {
    const { asked, acts: all, newest, act } = await askedAgain();
    expect(drawnFrom(asked, { acts: all, newest, recording: local })).toEqual({ act });
  });

  test("is none where the list has changed", async () => {
    const { asked, acts: all, newest, act } = await askedAgain({ digest: "0".repeat(64) });
    for (const recording of [local, deployed, copy])
      expect(() => drawnFrom(asked, { acts: all, newest, recording })).toThrow(
        `the population has changed since it was recorded at ${act.time}: found 0 rows with digest ${"0".repeat(64)}, expected ${act.count} with ${act.digest}. Record it again`,
      );
  });

  test("is none while no seal lists its record: that names the slot of the next run, or the command that seals", async () => {
    const { asked, acts: all } = await askedAgain();
    // As the log was before the act was sealed.
    const newest = await (await acts(made)).ledger.newestSeal();
    expect(() => drawnFrom(asked, { acts: all, newest, recording: deployed })).toThrow(
      /and no seal lists the record yet\. Run this command again after the run of \d{4}-\d\d-\d\dT\d\d:30:00\.000Z, which seals it$/,
    );
    expect(() => drawnFrom(asked, { acts: all, newest, recording: local })).toThrow(
      /and no seal lists the record yet\. Run tidemark collect, which seals it, and then this command again$/,
    );
    expect(drawnFrom(asked, { acts: all, newest, recording: copy })).toEqual({ unbound: "it is a copy" });
  });
});
