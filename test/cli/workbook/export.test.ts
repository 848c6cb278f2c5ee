// Checks what `tidemark export` writes: the same bytes anywhere, nothing that a spreadsheet runs, and over nothing but an earlier export.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import { SHEETS } from "../../../audit/handover/workbook/names.ts";
import { FORMULA, lateCorrections } from "../../support/ledger/late-corrections.ts";
import { quarterHome } from "../../support/ledger/quarter-home.ts";
import { runCliAtOnce } from "../../support/ledger/run-cli-at-once.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";
import type { TemporaryLedger } from "../../support/ledger/temporary-ledger.ts";
import { sheetNamed, workbookIn } from "../../support/ledger/workbook-of.ts";
import { isWhole } from "../../support/scale.ts";

const WINDOW = ["--period", "2026-09-01..2026-09-09"];

let home: TemporaryLedger;
let book: string;
let folder: string;
beforeAll(async () => {
  home = await lateCorrections();
  home.writeTrust();
  book = join(temporaryDirectory(), "book.xlsx");
  folder = join(temporaryDirectory(), "csv");
  for (const [format, out] of [
    ["xlsx", book],
    ["csv", folder],
  ] as const) {
    const { status, stderr } = await exported(home.root, "--format", format, "--out", out);
    // A run of the eighth is missing.
    expect({ status, stderr }).toEqual({ status: 2, stderr: "" });
  }
});

const exported = (ledger: string, ...args: readonly string[]) =>
  runCommand(["export", "--ledger", ledger, ...(args.includes("--period") ? [] : WINDOW), ...args]);

const rowsIn = (path: string): string[][] => parse(readFileSync(path)) as string[][];
const fileOf = (slug: string): string =>
  join(folder, readdirSync(folder).find((name) => name.endsWith(`-${slug}.csv`)) ?? "");

describe("the same bytes", () => {
  test.runIf(isWhole)("whatever the folder, the time zone and the language of the machine", async () => {
    const places = [
      ["Pacific/Auckland", "de_DE.UTF-8"],
      ["America/St_Johns", "C"],
    ] as const;
    for (const [zone, language] of places) {
      const copy = home.copy();
      copy.writeTrust();
      const [out, csv] = [join(temporaryDirectory(), "other.xlsx"), join(temporaryDirectory(), "csv")];
      const variables = { TZ: zone, LANG: language, LC_ALL: language };
      const base = ["export", "--ledger", copy.root, ...WINDOW];
      const { status } = await runCliAtOnce([...base, "--out", out], temporaryDirectory(), variables);
      expect(status).toBe(2);
      expect(readFileSync(out).equals(readFileSync(book))).toBe(true);
      await runCliAtOnce([...base, "--format", "csv", "--out", csv], temporaryDirectory(), variables);
      expect(readdirSync(csv)).toEqual(readdirSync(folder));
      for (const name of readdirSync(csv))
        expect(readFileSync(join(csv, name), "utf8")).toBe(readFileSync(join(folder, name), "utf8"));
    }
  });

  test("nothing in the file tells when or by whom it was made", () => {
    const files = unzipSync(readFileSync(book));
    expect(Object.keys(files).filter((name) => name.startsWith("docProps"))).toEqual([]);
    const text = Object.values(files)
      .map((bytes) => strFromU8(bytes))
      .join("\n");
    expect(text).not.toMatch(/dc:creator|dcterms|lastModifiedBy/);
    expect(text).not.toContain(home.home);
  });
});

describe("a name that a spreadsheet would run", () => {
  test("is text in the workbook, and no cell of it holds a formula", () => {
    const files = unzipSync(readFileSync(book));
    const strings = strFromU8(files["xl/sharedStrings.xml"] as Uint8Array);
    expect(strings).toContain("=HYPERLINK(");
    const sheets = Object.entries(files).filter(([name]) => name.startsWith("xl/worksheets/sheet"));
    expect(sheets.length).toBeGreaterThan(10);
    for (const [, bytes] of sheets) expect(strFromU8(bytes)).not.toContain("<f>");
  });

  test("has an apostrophe before it in CSV, as the first file says", () => {
    const cells = rowsIn(fileOf("population")).flat();
    expect(cells).toContain(`'${FORMULA}`);
    for (const name of readdirSync(folder))
      for (const cell of rowsIn(join(folder, name)).flat()) expect(cell).not.toMatch(/^[=+\-@]/);
    expect(rowsIn(join(folder, "00-about.csv"))[1]?.[3]).toMatch(
      /^A cell that begins with = \+ - or @ has an apostrophe before it/,
    );
  });
});

test("each sheet has its header in row 10, frozen and filtered, and a cell of an instant is a date with its text beside it", async () => {
  const { sheets } = await workbookIn(home.root, { period: "2026-09-01..2026-09-09" });
  const files = unzipSync(readFileSync(book));
  for (const [at, { columns, rows }] of sheets.entries()) {
    const xml = strFromU8(files[`xl/worksheets/sheet${at + 1}.xml`] as Uint8Array);
    expect(xml).toContain('<pane ySplit="10" ');
    const width = columns.length + columns.filter(({ kind }) => kind === "instant").length;
    expect(xml).toMatch(new RegExp(`<autoFilter ref="A10:[A-Z]+${10 + rows.length}"/>`));
    expect(xml.match(/<row r="10">.*?<\/row>/)?.[0].match(/<c /g)).toHaveLength(width);
  }
  const failures = rowsIn(fileOf("failures"));
  const [utc, iso] = ["First bad reading (UTC)", "First bad reading (ISO)"].map(
    (title) => failures[0]?.indexOf(title) ?? -1,
  ) as [number, number];
  for (const row of failures.slice(1)) {
    expect(row[iso]).toMatch(/^2026-09-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(`${row[utc]?.replace(" ", "T")}`).toBe(row[iso]?.slice(0, 19));
  }
});

test("CSV has the rows of the sheets, and the first file their opening lines", async () => {
  const { sheets } = await workbookIn(home.root, { period: "2026-09-01..2026-09-09" });
  const names = readdirSync(folder).sort();
  expect(names).toHaveLength(sheets.length + 1);
  expect(names.slice(0, 3)).toEqual(["00-about.csv", "01-control-matrix.csv", "02-completeness.csv"]);
  for (const [at, sheet] of sheets.entries())
    expect(rowsIn(join(folder, names[at + 1] as string))).toHaveLength(sheet.rows.length + 1);
  const about = rowsIn(join(folder, "00-about.csv"));
  expect(about[0]).toEqual(["file", "sheet", "line", "text"]);
  expect(about.filter(([file]) => file === "03-control-days.csv").map(([, , line]) => line)).toEqual(
    sheetNamed(sheets, SHEETS.days).opening.map(([label]) => label),
  );
});

test("example data is told first, and in each row of CSV", async () => {
  const quarter = join(await quarterHome(), "ledger");
  const out = join(temporaryDirectory(), "csv");
  const { status, stdout } = await exported(quarter, "--period", "2026-Q3", "--format", "csv", "--out", out);
  expect(status).toBe(2);
  expect(stdout.split("\n")[0]).toMatch(/^EXAMPLE DATA/);
  const [head, ...rows] = rowsIn(join(out, "05-failures.csv"));
  expect(head?.at(-1)).toBe("Example");
  expect(rows).toHaveLength(14);
  for (const row of rows) expect(row.at(-1)).toBe("example data");
  const population = await runCommand([
    "population",
    "--ledger",
    quarter,
    "--period",
    "2026-Q3",
    "--place",
    "all",
    "--json",
  ]);
  const { digest } = JSON.parse(population.stdout) as { readonly digest: string };
  expect(readFileSync(join(out, "00-about.csv"), "utf8")).toContain(`Digest of the list: ${digest} `);
});

describe("written over nothing but an earlier export", () => {
  test("a workbook, and not a file that somebody stored again", async () => {
    const path = join(temporaryDirectory(), "w.xlsx");
    cpSync(book, path);
    expect((await exported(home.root, "--out", path)).status).toBe(2);
    const stored = readFileSync(path);
    // The time of the first file, as another program writes it.
    stored.writeUInt32LE(0x00210000, 10);
    writeFileSync(path, stored);
    const { status, stderr } = await exported(home.root, "--out", path);
    expect(status).toBe(3);
    expect(stderr).toContain("is there and is no workbook of Tidemark as it was exported");
    expect(readFileSync(path).equals(stored)).toBe(true);
  });

  test("a folder of an earlier export, whose files that are no part of the new one go", async () => {
    const path = join(temporaryDirectory(), "csv");
    cpSync(folder, path, { recursive: true });
    const about = readFileSync(join(path, "00-about.csv"), "utf8");
    writeFileSync(join(path, "00-about.csv"), `${about}99-old.csv,Old,Rows,1\n`);
    writeFileSync(join(path, "99-old.csv"), "a\n");
    expect((await exported(home.root, "--format", "csv", "--out", path)).status).toBe(2);
    expect(readdirSync(path)).toEqual(readdirSync(folder));
  });

  test.each<readonly [string, (path: string) => void, string]>([
    [
      "a file of somebody's",
      (path) => writeFileSync(join(path, "notes.txt"), "mine"),
      "holds notes.txt, which is no part of an earlier export",
    ],
    [
      "a file of that name",
      (path) => writeFileSync(join(path, "00-about.csv"), "mine"),
      "is there and is no export of Tidemark",
    ],
  ])("not a folder with %s", async (_, put, expected) => {
    const path = join(temporaryDirectory(), "csv");
    mkdirSync(path);
    put(path);
    const before = readdirSync(path);
    const { status, stderr } = await exported(home.root, "--format", "csv", "--out", path);
    expect(status).toBe(3);
    expect(stderr).toContain(expected);
    expect(readdirSync(path)).toEqual(before);
  });

  test.each([
    ["in the ledger", (copy: TemporaryLedger) => join(copy.root, "w")],
    ["beside its key", (copy: TemporaryLedger) => join(copy.home, "keys/w")],
  ])("nothing %s", async (_, place) => {
    const copy = home.copy();
    copy.writeTrust();
    mkdirSync(join(copy.home, "keys"));
    for (const format of ["xlsx", "csv"]) {
      const { status, stderr } = await exported(copy.root, "--format", format, "--out", place(copy));
      expect(status).toBe(3);
      expect(stderr).toContain("which Tidemark keeps for itself");
      expect(existsSync(place(copy))).toBe(false);
    }
  });
});

test.each<readonly [string, readonly string[], string]>([
  ["no place", [], "export: expected --out PATH, the place where the workbook is written"],
  ["another format", ["--format", "ods", "--out", "/tmp/none/w"], "export --format: found ods, expected xlsx or csv"],
  ["no time zone", ["--time-zone", "Mars/Olympus", "--out", "/tmp/none/w"], "--time-zone: found Mars/Olympus"],
  ["no folder", ["--out", "/nowhere/w.xlsx"], "(ENOENT). Name a file in a folder that is there"],
  [
    "no such period",
    ["--period", "2026-11", "--out", join(temporaryDirectory(), "w.xlsx")],
    "Name a period that begins earlier",
  ],
])("refused in one line: %s", async (_, args, expected) => {
  const { status, stdout, stderr } = await exported(home.root, ...args);
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toContain(expected);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

test("0 where each run that was due was made", async () => {
  const whole = await lateCorrections([1, 2, 3]);
  whole.writeTrust();
  const out = join(temporaryDirectory(), "w.xlsx");
  const { status, stdout } = await exported(whole.root, "--period", "2026-09-01..2026-09-02", "--out", out, "--json");
  expect(status).toBe(0);
  const { sheets, format } = JSON.parse(stdout) as {
    readonly sheets: readonly { readonly name: string }[];
    readonly format: string;
  };
  expect(format).toBe("xlsx");
  expect(sheets.map(({ name }) => name).slice(5, 8)).toEqual(["C-3D", "C-NET", "C-NOW"]);
});

test("broken evidence is told first and on each sheet, and ends with 1; nothing beside the ledger is believed with --rebuild", async () => {
  const copy = home.copy();
  copy.writeTrust();
  const [object] = copy.keys("records/provider=aws/scope=222222222222/").slice(-1);
  rmSync(join(copy.root, object as string));
  writeFileSync(join(copy.root, object as string), "x");
  const out = join(temporaryDirectory(), "csv");
  const { status, stdout } = await exported(copy.root, "--format", "csv", "--out", out, "--rebuild");
  expect(status).toBe(1);
  expect(stdout.split("\n")[0]).toMatch(/^BROKEN: the evidence is not as it was sealed\. The workbook says where\./);
  const notes = rowsIn(join(out, "00-about.csv")).filter(([, , line]) => line === "Note");
  expect(notes.length).toBeGreaterThan(10);
  for (const note of notes) expect(note[3]).toMatch(/^BROKEN/);
  expect(readFileSync(join(out, "00-about.csv"), "utf8")).not.toContain("DOES NOT AGREE");
});
