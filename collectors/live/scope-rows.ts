// Keeps what an inventory told of one of many scopes until that scope is read.
import { gunzipSync, gzipSync } from "node:zlib";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import type { Problem } from "../../evidence-schema/record/record.ts";
import type { CallAnswer } from "./call.ts";

/** The answers of an inventory about one scope. Rows are compressed: a large scope has many. */
export class ScopeRows {
  /** Rows are true as of then, less what the inventory lags behind. */
  readonly dataTime: string;
  /** Whether the inventory was asked about this scope alone. */
  readonly isAlone: boolean;
  readonly answers: CallAnswer[] = [];
  readonly #pages = new Map<string, Uint8Array[]>();
  /** By type: rows that were taken and not compressed yet. Emptied by pressed(). */
  readonly #loose = new Map<string, Json[]>();
  readonly #problems = new Map<string, Problem>();

  constructor(dataTime: string, isAlone: boolean) {
    this.dataTime = dataTime;
    this.isAlone = isAlone;
  }

  take(type: string, row: Json): void {
    const loose = this.#loose.get(type);
    if (loose === undefined) this.#loose.set(type, [row]);
    else if (loose.push(row) === LOOSE) this.#press(type, loose);
  }

  spoil(types: readonly string[], problem: Problem): void {
    for (const type of types) if (!this.#problems.has(type)) this.#problems.set(type, problem);
  }

  /** Whether not all rows are there. */
  get isSpoilt(): boolean {
    return this.#problems.size > 0;
  }

  problemOf(type: string): Problem | null {
    return this.#problems.get(type) ?? null;
  }

  /** The rows of `type`, in the order in which they came. */
  *of(type: string): Generator<Json> {
    for (const page of this.#pages.get(type) ?? []) yield* JSON.parse(gunzipSync(page).toString("utf8")) as Json[];
    yield* this.#loose.get(type) ?? [];
  }

  #press(type: string, rows: readonly Json[]): void {
    // A copy with memory of its own: zlib's answer is a few bytes of a pool of 64 KiB, all of which they would keep.
    const page = new Uint8Array(gzipSync(JSON.stringify(rows), { level: 1 }));
    const pages = this.#pages.get(type);
    if (pages === undefined) this.#pages.set(type, [page]);
    else pages.push(page);
    this.#loose.delete(type);
  }

  /** Compresses what is left over once the inventory was read. */
  pressed(): this {
    for (const [type, rows] of this.#loose) this.#press(type, rows);
    return this;
  }
}

/** Rows of one type of one scope that lie uncompressed at most. */
const LOOSE = 500;
