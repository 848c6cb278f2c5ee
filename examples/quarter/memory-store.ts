// Keeps the objects of a ledger in memory while it is made, and writes them to a directory at the end.
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { foldersAmong, keysAmong, type Store } from "../../ledger/store.ts";

/** Objects are listed by the folder that they lie in: one folder of a ledger holds a chain, or the log. */
export class MemoryStore implements Store {
  readonly place = "memory";
  readonly #now: () => number;
  readonly #objects = new Map<string, Buffer>();
  readonly #folders = new Map<string, string[]>();

  /** `now`: the store's clock, which is the story's. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get(key: string): Promise<Buffer | null> {
    return Promise.resolve(this.#objects.get(key) ?? null);
  }

  put(key: string, bytes: Buffer): Promise<"created" | "exists"> {
    if (this.#objects.has(key)) return Promise.resolve("exists");
    this.#objects.set(key, bytes);
    const folder = folderOf(key);
    const keys = this.#folders.get(folder);
    if (keys === undefined) this.#folders.set(folder, [key]);
    else keys.push(key);
    return Promise.resolve("created");
  }

  list(prefix: string, after?: string): Promise<string[]> {
    const within = [...this.#folders].flatMap(([folder, keys]) =>
      folder.startsWith(prefix) || prefix.startsWith(folder) ? keys : [],
    );
    return Promise.resolve(keysAmong(within, prefix, after));
  }

  folders(prefix: string): Promise<string[]> {
    return Promise.resolve(foldersAmong(this.#objects.keys(), prefix));
  }

  clock(): Promise<number> {
    return Promise.resolve(this.#now());
  }

  /** Writes every object below `root`, readable by all and written by none, as a directory's own store has them: all, or none. */
  writeTo(root: string): void {
    const part = `${root}.part`;
    rmSync(part, { recursive: true, force: true });
    for (const folder of this.#folders.keys()) mkdirSync(join(part, folder), { recursive: true });
    for (const [key, bytes] of this.#objects) writeFileSync(join(part, key), bytes, { mode: 0o444 });
    renameSync(part, root);
  }
}

/** The folder of a key, with its slash; "" for an object at the root. */
const folderOf = (key: string): string => (dirname(key) === "." ? "" : `${dirname(key)}/`);
