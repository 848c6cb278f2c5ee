// Checks that every number of the report's first page is the one that a recount from the ledger's lines finds.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleHome } from "../../support/ledger/example-home.ts";
import { lateCorrections } from "../../support/ledger/late-corrections.ts";
import { quarterHome } from "../../support/ledger/quarter-home.ts";
import { randomEstate } from "../../support/report/random-estate.ts";
import { STATUSES } from "../../support/report/recount/days.ts";
import { heldAgainst } from "../../support/report/recount/held-against.ts";
import type { Found } from "../../support/report/recount/recount.ts";
import { LATENESSES } from "../../support/report/recount/verdicts.ts";
import { isWhole, runs } from "../../support/scale.ts";

// A ledger takes half a second to make, to verify and to count.
const LEDGERS = isWhole ? runs(200) : runs(30);

test("the recount shares no code with the report", () => {
  const folder = join(import.meta.dirname, "../../support/report/recount");
  const imports = readdirSync(folder).flatMap((name) => {
    const source = readFileSync(join(folder, name), "utf8");
    return [...source.matchAll(/from "([^"]*audit\/[^"]*)"/g)].map(([, path]) => `${name}: ${path}`);
  });
  expect(imports).toEqual(["recount.ts: ../../../../audit/resource-name.ts"]);
});

test("of the example company", async () => {
  const home = await exampleHome();
  const { lines, found } = await heldAgainst(join(home, "ledger"), {
    from: "2026-08-31",
    to: "2026-09-02",
    zone: "UTC",
  });
  expect(lines).toEqual([]);
  expect(found.controls.flatMap(({ verdicts }) => verdicts).length).toBeGreaterThan(0);
});

test.runIf(isWhole)("of the quarter of the example company", async () => {
  const home = await quarterHome();
  const window = { from: "2026-07-01", to: "2026-09-30", zone: "UTC" };
  const { lines, found } = await heldAgainst(join(home, "ledger"), window);
  expect(lines).toEqual([]);
  expect(found.controls).toHaveLength(8);
});

test.each([
  { from: "2026-09-01", to: "2026-09-10", zone: "UTC" },
  { from: "2026-09-03", to: "2026-09-05", zone: "Asia/Kathmandu" },
])("of ten days in which failures end in each way: $from to $to in $zone", async (window) => {
  const home = await lateCorrections();
  home.writeTrust();
  const { lines } = await heldAgainst(home.root, window);
  expect(lines).toEqual([]);
});

test(`of ${LEDGERS} random ledgers`, async () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= LEDGERS; seed += 1) {
    const { home, window } = await randomEstate(seed);
    const { lines, found } = await heldAgainst(home.root, window);
    expect(lines, `seed ${seed}, ${window.from} to ${window.to} in ${window.zone}`).toEqual([]);
    for (const each of kindsOf(found)) seen.add(each);
  }
  // Numbers that are all nought agree too.
  if (isWhole) expect([...seen].sort()).toEqual([...KINDS].sort());
  else expect(seen.size).toBeGreaterThan(KINDS.length / 3);
});

const KINDS: readonly string[] = [
  ...STATUSES,
  ...LATENESSES,
  "unread beside a status",
  "possibly late",
  "open at the end",
  "a run missed",
  "not settled",
  "excluded",
  "found",
  "unlisted",
];

/** What a ledger had to be counted. */
function kindsOf({ controls, openAtEnd, runs: made, scopes }: Found): string[] {
  const days = controls.flatMap((control) => control.days);
  const kinds: [string, boolean][] = [
    ["unread beside a status", days.some(({ isUnread }) => isUnread)],
    ["possibly late", days.some(({ isDoubtful }) => isDoubtful)],
    ["open at the end", openAtEnd > 0],
    ["a run missed", made.made < made.due],
    ["not settled", made.unsettled > 0],
    ["excluded", scopes.excluded > 0],
    ["found", scopes.found > 0],
    ["unlisted", scopes.unlisted > 0],
  ];
  const late = controls.flatMap(({ verdicts }) => verdicts.flatMap(({ status }) => status ?? []));
  return [...days.map(({ status }) => status), ...late, ...kinds.flatMap(([kind, isSo]) => (isSo ? [kind] : []))];
}
