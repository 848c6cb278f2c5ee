// Keeps the exports of the example company as they stand at a moment of the story, and writes them where a reader finds them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { Line } from "./shapes.ts";
import { csvRows, csvText, jsonLines, jsonText, linesText, shiftTimes } from "./texts.ts";

/** The exports that the story begins with; they show the estate as of `BASE_MOMENT`. */
const BASE = join(import.meta.dirname, "..", "..", "estate", "2026-09-01");
const BASE_MOMENT = Date.parse("2026-09-01T06:00:00.000Z");

/** An entry of a manifest, as `export.json` holds it. */
export type ManifestEntry = {
  source: string;
  scope: string;
  types: string[];
  dataTime: string;
  exitStatus: number;
  error: string | null;
  file: string | null;
  bytes: number | null;
  [member: string]: unknown;
};

export class Estate {
  readonly #folder: string;
  /** Texts by the name of the file; edited by json(), lines() and csv(). */
  readonly #texts = new Map<string, string>();
  readonly #entries: ManifestEntry[] = [];
  /** Names of files that are not on disk as they are here. */
  readonly #unwritten = new Set<string>();
  /** By scope, how often its exports were edited. */
  readonly #editions = new Map<string, number>();

  /** Every time in the exports is moved, so that they are as old at `begins` (milliseconds) as they were when they were made. */
  constructor(folder: string, begins: number) {
    this.#folder = folder;
    const by = begins - BASE_MOMENT;
    const manifest = JSON.parse(readFileSync(join(BASE, "export.json"), "utf8")) as { exports: ManifestEntry[] };
    for (const entry of manifest.exports) {
      const { file } = entry;
      if (file === null) continue;
      const bytes = readFileSync(join(BASE, file));
      const isPacked = file.endsWith(".gz");
      const name = isPacked ? file.slice(0, -".gz".length) : file;
      this.#texts.set(name, shiftTimes((isPacked ? gunzipSync(bytes) : bytes).toString("utf8"), by));
      this.#unwritten.add(name);
      this.#entries.push({ ...entry, file: name });
    }
  }

  get scopes(): string[] {
    return [...new Set(this.#entries.map(({ scope }) => scope))].sort();
  }

  /** A number that rises with each edit of the scope's exports. */
  edition(scope: string): number {
    return this.#editions.get(scope) ?? 0;
  }

  /** Whether an export of the scope holds this text. */
  holds(scope: string, text: string): boolean {
    return this.#entries.some(
      (entry) => entry.scope === scope && entry.file !== null && this.#text(entry.file).includes(text),
    );
  }

  /** Edits an export in JSON. */
  json<T>(file: string, edit: (value: T) => void): void {
    const value = JSON.parse(this.#text(file)) as T;
    edit(value);
    this.#replace(file, jsonText(value));
  }

  /** Edits the lines of an export in JSON Lines. */
  lines<Answer>(file: string, edit: (lines: readonly Line<Answer>[]) => void): void {
    const lines = jsonLines<Line<Answer>>(this.#text(file));
    edit(lines);
    this.#replace(file, linesText(lines));
  }

  /** Edits the rows of an export in CSV, each by the names of its columns. */
  csv(file: string, edit: (rows: Record<string, string>[]) => void): void {
    const rows = csvRows(this.#text(file));
    edit(rows);
    this.#replace(file, csvText(rows));
  }

  /** Edits what the manifest says of an export: what it was asked for, and how it ended. */
  entry(source: string, edit: (entry: ManifestEntry) => void): void {
    const entry = this.#entryOf((each) => each.source === source, source);
    edit(entry);
    this.#edited(entry.scope);
  }

  /** Adds an export beside `like`, whose manifest entry it shares where `members` says nothing else. */
  add(
    like: string,
    members: Partial<ManifestEntry> & { readonly source: string; readonly file: string },
    text: string,
  ): void {
    const entry = { ...this.#entryOf((each) => each.source === like, like), ...members };
    this.#entries.push(entry);
    this.#texts.set(members.file, text);
    this.#unwritten.add(members.file);
    this.#edited(entry.scope);
  }

  /** Writes what was edited of a scope, as exports of `now` (milliseconds). Gives their folder. */
  write(scope: string, now: number): string {
    const folder = join(this.#folder, scope.replaceAll("/", "_"));
    mkdirSync(folder, { recursive: true });
    const time = formatTimestamp(now);
    const exports = this.#entries.filter((entry) => entry.scope === scope);
    for (const { file } of exports) {
      if (file === null || !this.#unwritten.delete(file)) continue;
      writeFileSync(join(folder, file), this.#text(file));
    }
    const dated = exports.map((entry) => ({
      ...entry,
      dataTime: time,
      startedAt: time,
      finishedAt: time,
      bytes: entry.file === null ? null : Buffer.byteLength(this.#text(entry.file)),
    }));
    writeFileSync(join(folder, "export.json"), JSON.stringify({ version: 1, exports: dated }));
    return folder;
  }

  #text(file: string): string {
    const text = this.#texts.get(file);
    if (text === undefined) throw new RangeError(`found ${file}, expected the file of an export`);
    return text;
  }

  #entryOf(is: (entry: ManifestEntry) => boolean, named: string): ManifestEntry {
    const entry = this.#entries.find(is);
    if (entry === undefined) throw new RangeError(`found ${named}, expected an export of the manifest`);
    return entry;
  }

  #replace(file: string, text: string): void {
    if (text === this.#texts.get(file)) throw new RangeError(`an edit of ${file} changes nothing`);
    this.#texts.set(file, text);
    this.#unwritten.add(file);
    this.#edited(this.#entryOf((each) => each.file === file, file).scope);
  }

  #edited(scope: string): void {
    this.#editions.set(scope, this.edition(scope) + 1);
  }
}
