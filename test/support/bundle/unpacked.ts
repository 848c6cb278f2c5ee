// Reads a bundle as its files, and as all texts that are anywhere in it: gzip members inflated, and the parts of the workbook.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";

/** The files of a ZIP file by name. */
export const filesIn = (zip: string): ReadonlyMap<string, Buffer> =>
  new Map(Object.entries(unzipSync(readFileSync(zip))).map(([name, bytes]) => [name, Buffer.from(bytes)]));

/** Every text of a bundle, by the file and part that it stands in. */
export function textsIn(zip: string): { readonly key: string; readonly text: string }[] {
  return [...filesIn(zip)].flatMap(([key, bytes]) => {
    if (key.endsWith(".gz")) return [{ key, text: gunzipSync(bytes).toString("utf8") }];
    if (!key.endsWith(".xlsx")) return [{ key, text: bytes.toString("utf8") }];
    return Object.entries(unzipSync(bytes)).map(([part, inner]) => ({
      key: `${key}/${part}`,
      text: Buffer.from(inner).toString("utf8"),
    }));
  });
}
