// Everything that a ledger in a directory says: keys, documents, seals, notes and inflated segments, as text.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";

export function ledgerTexts(root: string): { readonly key: string; readonly text: string }[] {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((child) => child.isFile());
  return files.map((child) => {
    const path = join(child.parentPath, child.name);
    const bytes = readFileSync(path);
    return { key: relative(root, path), text: (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8") };
  });
}

/** The forms in which a text could hide: as it is, escaped in JSON, percent-encoded, and in base64 at each alignment. */
export function disguises(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const base64 = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    // The first and last digits also hold bits of the neighbours.
    return text.slice(shift === 0 ? 0 : shift + 1, bytes.length % 3 === (3 - shift) % 3 ? undefined : -1);
  });
  const everyByte = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    everyByte,
    ...base64,
    ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
  ];
  return [...new Set(forms)];
}

/** Keys of the objects in which `secret` stands, in any of its disguises, in whatever case. */
export function occurrencesIn(texts: ReturnType<typeof ledgerTexts>, secret: string): string[] {
  const forms = disguises(secret).map((form) => form.toLowerCase());
  return texts
    .filter(({ key, text }) =>
      forms.some((form) => key.toLowerCase().includes(form) || text.toLowerCase().includes(form)),
    )
    .map(({ key }) => key);
}
