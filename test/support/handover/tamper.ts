// Says what a tampering with a bundle is, and changes files and segments as somebody would who had the ZIP file.
import { gunzipSync } from "node:zlib";
import { gzip } from "../forge/gzip.ts";
import { type Files, sumsOf, zipOf } from "./bundle-of.ts";
import { type Sealed, sealedBundle } from "./sealed-bundle.ts";

/** What the reader of the page gives it. */
export type Given = { readonly zip: Buffer; readonly trust: string };

/** `check`: the number of the check that finds it. `says`: a part of what stands there. */
export type Tamper = {
  readonly name: string;
  readonly given: () => Given;
  readonly check: number;
  readonly says: RegExp;
};

export const given = ({ files, trust }: Sealed): Given => ({ zip: zipOf(files), trust });

/** The bundle after `change`. SHA256SUMS is made anew, as whoever hides a change would. */
export function withSums(change: (files: Files) => void, sealed: Sealed = sealedBundle()): Given {
  change(sealed.files);
  return given(sealed);
}

/** The bundle after `change`, with the SHA256SUMS from before. */
export function withoutSums(change: (files: Files) => void): Given {
  const sealed = sealedBundle();
  sealed.files.set("SHA256SUMS", sumsOf(sealed.files));
  change(sealed.files);
  return given(sealed);
}

export function edit(files: Files, path: string, change: (bytes: Buffer) => Buffer): void {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`found no file ${path}, expected one`);
  files.set(path, change(bytes));
}

export function remove(files: Files, ...paths: readonly string[]): void {
  for (const path of paths) if (!files.delete(path)) throw new Error(`found no file ${path}, expected one`);
}

/** A text in the place of another that is there. */
export const put =
  (one: string, other: string) =>
  (bytes: Buffer): Buffer => {
    if (!bytes.includes(one)) throw new Error(`found no ${one}, expected it`);
    return Buffer.from(bytes.toString("latin1").replace(one, other), "latin1");
  };

/** The last bit but those of the last byte, which may be LF, is another one. */
export function flip(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  const at = Math.max(0, changed.length - 2);
  changed[at] = (changed[at] as number) ^ 1;
  return changed;
}

/** Changes the lines of an object's content, and packs it again. */
export const onLines =
  (change: (lines: readonly string[]) => readonly string[]) =>
  (object: Buffer): Buffer =>
    gzip(contentWith(change)(gunzipSync(object)));

/** The same of the content itself. */
export const contentWith =
  (change: (lines: readonly string[]) => readonly string[]) =>
  (content: Buffer): Buffer =>
    Buffer.from(
      change(content.toString().split("\n").slice(0, -1))
        .map((line) => `${line}\n`)
        .join(""),
    );

export const removeLine =
  (at: number) =>
  (lines: readonly string[]): readonly string[] =>
    lines.toSpliced(at - 1, 1);
export const swapLines =
  (at: number) =>
  (lines: readonly string[]): readonly string[] =>
    lines.toSpliced(at - 1, 2, lines[at] as string, lines[at - 1] as string);
export const editLine =
  (at: number, one: string, other: string) =>
  (lines: readonly string[]): readonly string[] =>
    lines.map((line, i) => (i === at - 1 ? put(one, other)(Buffer.from(line)).toString() : line));
