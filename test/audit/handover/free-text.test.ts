// Texts that may name people: each stands where its row says, and those that somebody wrote into names, labels, tickets and acts are there.
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { freeTextOf, type FreeText } from "../../../audit/handover/free-text.ts";
import { workbookOf } from "../../../audit/handover/workbook/workbook.ts";
import type { Sheet } from "../../../audit/handover/workbook/sheet.ts";
import { homeOf } from "../../../cli/places/home.ts";
import { withReport } from "../../../cli/report/make-report.ts";
import { windowOf } from "../../../cli/times/window.ts";
import { storedLines } from "../../../ledger/read/stored.ts";
import { openDirectory } from "../../../ledger/stores/directory.ts";
import { exampleHome } from "../../support/ledger/example-home.ts";
import { runCommand } from "../../support/ledger/run-command.ts";
import { columnOf, sheetNamed } from "../../support/ledger/workbook-of.ts";

const RESPONSE = "corrected by Ottokar's team, NL-4711";
const SPAN = { from: "2026-01-01", to: "2027-01-01" };

let ledger: string;
let rows: readonly FreeText[];
let sheets: readonly Sheet[];
beforeAll(async () => {
  ledger = join(await exampleHome(), "ledger");
  const failures = await runCommand(["failures", "--ledger", ledger, "--from", SPAN.from, "--to", SPAN.to, "--json"]);
  const [failure] = failures.stdout.match(/F-[0-9a-f]{8}/) ?? [];
  const { status } = await runCommand(["respond", failure as string, "--ledger", ledger, "--text", RESPONSE]);
  expect(status).toBe(0);
  const window = (sealed: Parameters<typeof windowOf>[1]) => ({ ...windowOf(SPAN, sealed), isInstant: false });
  [rows, sheets] = await withReport({ home: homeOf(ledger), window }, async (made) => [
    await freeTextOf(made),
    await workbookOf(made),
  ]);
});

test("each stands where its row says, once, in order", async () => {
  const store = openDirectory(ledger);
  const ids = rows.map(({ what, text }) => `${what}\0${text}`);
  expect(ids).toEqual([...new Set(ids)].sort());
  for (const { text, where } of rows) {
    const [sheet, column] = where.split(", column ") as [string, string | undefined];
    const [object, line] = where.split(/:(?=\d+$)/) as [string, string | undefined];
    const held =
      column !== undefined
        ? columnOf(sheetNamed(sheets, sheet), column).join("\n")
        : where.includes(", line ")
          ? JSON.stringify(sheetNamed(sheets, "Completeness").rows)
          : line === undefined
            ? String(await store.get(object))
            : String((await storedLines(store, object))[Number(line) - 1]);
    const written = column === undefined ? JSON.stringify(text).slice(1, -1) : text;
    expect(held.includes(written), `${text} in ${where}`).toBe(true);
  }
});

test("names of resources, labels, tickets, reasons and answers are among them, and no person's reference is", () => {
  const has = (what: string, text: string): boolean => rows.some((each) => each.what === what && each.text === text);
  for (const [what, text] of [
    ["Response of management", RESPONSE],
    ["Ticket", "SEC-1482"],
    ["Risk that was accepted", "Anybody can read the contents of this bucket."],
    ["Key of a resource", "arn:aws:s3:::northlight-prod-website-assets"],
    ["Label of a resource", "Team=platform"],
    ["Role", "Platform team"],
    ["Name of a scope or an attachment", "northlight-production"],
    ["Reason", "Training sandbox without any connection to the system; emptied every night."],
    ["Entity", "Northlight Health GmbH"],
  ] as const)
    expect(has(what, text), `${what}: ${text}`).toBe(true);
  expect(rows.filter(({ text }) => /person[:%]|(?:entra|workspace):/.test(text))).toEqual([]);
});

test("texts of the time before the window's evidence, and of acts after it, are not among them", async () => {
  const window = (sealed: Parameters<typeof windowOf>[1]) => ({ ...windowOf(SPAN, sealed), isInstant: false });
  const early = await withReport({ home: homeOf(ledger), window }, (made) =>
    freeTextOf(made, { from: made.report.window.from, to: made.report.window.from + 1 }),
  );
  expect(early.map(({ text }) => text)).toContain("Northlight Health GmbH");
  expect(early.map(({ text }) => text)).not.toContain(RESPONSE);
  expect(early.length).toBeLessThan(rows.length);
});
