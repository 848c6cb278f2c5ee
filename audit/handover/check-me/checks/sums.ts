// Compares SHA256SUMS with the entries of the ZIP file, and tells what no ZIP file of a bundle has.
import type { Bundle } from "../reading/bundle.ts";
import { shown } from "../zip/entry.ts";
import { Check } from "./check.ts";

const SUMS = "SHA256SUMS";

/** The files of every bundle. Those of the evidence are compared with what the seals list. */
const OF_BUNDLE =
  /^(?:evidence\/.+|csv\/[^/]+\.csv|(?:CHECK-ME|START-HERE|report)\.html|VERIFY\.md|export-manifest\.json|tidemark-verify\.mjs|trust\.txt|verify\.py|workbook\.xlsx)$/;

export async function checkSums(bundle: Bundle): Promise<Check> {
  const check = new Check("The files are those that SHA256SUMS lists");
  for (const { path, what } of bundle.oddities) check.add("differs", shown(path), what);
  // Nothing was read where entries share bytes.
  if (bundle.files.size === 0) return check;
  const listed = new Map<string, string>();
  const text = (await bundle.text(SUMS)) ?? "";
  if (text === "" || !text.endsWith("\n"))
    check.add("differs", SUMS, "the list is empty, unreadable, or its last line is cut");
  for (const [at, line] of text.split("\n").slice(0, -1).entries()) {
    const [, digest, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (digest === undefined || path === undefined)
      check.add("differs", SUMS, "the line is no digest, two spaces and a path", at + 1);
    else if (listed.has(path)) check.add("differs", SUMS, `the list has ${shown(path)} twice`, at + 1);
    else listed.set(path, digest);
  }
  // A bundle stores its entries: whoever packs it anew changes the file, and none of its contents.
  const packed = [...bundle.files.values()].filter(({ method }) => method === 8).length;
  if (packed > 0)
    check.add("told", "the ZIP file", `${packed} entries are compressed: somebody packed the ZIP file anew`);
  let right = 0;
  for (const [path, digest] of listed) {
    const file = bundle.files.get(path);
    if (file === undefined) check.add("differs", shown(path), "the file is listed and not there");
    else if (file.digest !== null && check.same(shown(path), "SHA-256", digest, file.digest)) right += 1;
  }
  for (const path of bundle.files.keys())
    if (path !== SUMS && listed.has(path) && !OF_BUNDLE.test(path))
      check.add("beside", shown(path), "no bundle has a file of this name");
    else if (path !== SUMS && !listed.has(path)) check.add("differs", shown(path), "the file is there and not listed");
  check.done = `${listed.size} files listed, ${bundle.files.size} in the ZIP file, ${right} with the digest that the list has`;
  return check;
}
