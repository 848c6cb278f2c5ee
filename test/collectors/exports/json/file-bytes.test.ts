// Files that can't be read: the message names the file and the system's code, and no error of the system goes further.
import { expect, test } from "vitest";
import { readFileBytes } from "../../../../collectors/exports/json/file-bytes.ts";
import { makeDirectory, refusal } from "../fixture.ts";

test.each(["gone.json", "gone.json.gz"])("%s, which went away", async (name) => {
  const directory = await makeDirectory({ "other.json": "[]" });
  expect(await refusal(readFileBytes({ path: `${directory}/${name}`, name }, () => undefined))).toBe(
    `${name}: found a file that can't be read (ENOENT), expected an existing file that the current user has permission to read`,
  );
});

test("a directory in the place of a file", async () => {
  const path = await makeDirectory({ "a.json": "[]" });
  expect(await refusal(readFileBytes({ path, name: "exports" }, () => undefined))).toBe(
    "exports: found a file that can't be read (EISDIR), expected an existing file that the current user has permission to read",
  );
});
