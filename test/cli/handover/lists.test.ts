// A list of a population and its ids are written over an earlier list alone.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { refuseLists } from "../../../cli/handover/lists.ts";
import { homeOf } from "../../../cli/places/home.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";

const LIST = "row,id,scope\n1,a,aws/1\n";

test.each<readonly [name: string, there: Readonly<Record<string, string>>, says: string | null]>([
  ["nothing is there", {}, null],
  ["an earlier list with its ids", { "items.csv": LIST, "items.ids.txt": "a\n" }, null],
  ["an earlier list without its ids", { "items.csv": LIST }, null],
  ["ids of nobody knows what", { "items.ids.txt": "my own" }, "items.ids.txt is there, and no list"],
  ["an empty file of ids", { "items.ids.txt": "" }, "items.ids.txt is there, and no list"],
  [
    "another table",
    { "items.csv": "a,b\n", "items.ids.txt": "a\n" },
    "items.csv is there and is no list of a population",
  ],
])("%s", async (_, there, says) => {
  const folder = temporaryDirectory();
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(there)) writeFileSync(join(folder, name), text);
  const refused = refuseLists(join(folder, "items.csv"), homeOf(join(folder, "home/ledger")));
  await (says === null ? expect(refused).resolves.toBeUndefined() : expect(refused).rejects.toThrow(says));
});
