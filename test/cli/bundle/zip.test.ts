// The ZIP file of a bundle: another reader finds each file in it, however many there are, and nothing half written is left.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeZip } from "../../../cli/bundle/zip.ts";
import { filesIn } from "../../support/bundle/unpacked.ts";
import { temporaryDirectory } from "../../support/ledger/temporary-directory.ts";

const contentOf = (name: string): Buffer => Buffer.from(name.repeat(name.length % 5));

const CENTRAL = Buffer.from([0x50, 0x4b, 1, 2]);

/** How many entries are stored as they are, with the date of all bundles. */
function storedIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(CENTRAL); at !== -1; at = bytes.indexOf(CENTRAL, at + 1))
    if (bytes.readUInt16LE(at + 10) === 0 && bytes.readUInt16LE(at + 14) === ((1 << 5) | 1)) count += 1;
  return count;
}

test("more files than the old format counts are all found, in their order", async () => {
  const names = Array.from({ length: 65_540 }, (_, at) => `evidence/${String(at).padStart(6, "0")}`);
  const path = join(temporaryDirectory(), "many.zip");
  await writeZip(path, names, (name) => Promise.resolve(contentOf(name)));
  const found = filesIn(path);
  expect([...found.keys()]).toEqual(names);
  expect([...found].filter(([name, content]) => !content.equals(contentOf(name)))).toEqual([]);
  const bytes = readFileSync(path);
  expect(storedIn(bytes)).toBe(names.length);
  // The record and the locator of ZIP64, before the old end.
  expect(bytes.readUInt32LE(bytes.length - 22)).toBe(0x06054b50);
  expect(bytes.readUInt16LE(bytes.length - 12)).toBe(0xffff);
  expect(bytes.readUInt32LE(bytes.length - 42)).toBe(0x07064b50);
});

test("the last count of the old format needs no more", async () => {
  const names = Array.from({ length: 65_534 }, (_, at) => String(at).padStart(5, "0"));
  const path = join(temporaryDirectory(), "most.zip");
  await writeZip(path, names, () => Promise.resolve(Buffer.alloc(0)));
  expect(filesIn(path).size).toBe(65_534);
  const bytes = readFileSync(path);
  expect(bytes.readUInt32LE(bytes.length - 42)).not.toBe(0x07064b50);
});

test("what fails on the way leaves the earlier file, and nothing beside it", async () => {
  const folder = temporaryDirectory();
  const path = join(folder, "b.zip");
  writeFileSync(path, "before");
  const read = (name: string): Promise<Buffer> =>
    name === "b" ? Promise.reject(new Error("no more")) : Promise.resolve(Buffer.from("x"));
  await expect(writeZip(path, ["a", "b"], read)).rejects.toThrow("no more");
  expect(readdirSync(folder)).toEqual(["b.zip"]);
  expect(readFileSync(path, "utf8")).toBe("before");
});
