// Builds scripts of bash from parts that are files, and from values that stay values.
import { readFileSync } from "node:fs";

/** A part of a script; `url` is the file's. */
export const part = (url: URL): string => readFileSync(url, "utf8");

/** Texts, stops and repetitions, for every script. */
export const SAY = part(new URL("./say.sh", import.meta.url));

/** Counts what was made, and asks AWS for the issuer of its tokens: for scripts that make. */
export const MAKING = part(new URL("./making.sh", import.meta.url));

/** Makes one word of bash, whatever the text holds. */
export const word = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Assigns each value to the variable of its name. */
export const assignments = (values: { readonly [variable: string]: string }): string[] =>
  Object.entries(values).map(([variable, value]) => `${variable}=${word(value)}`);
