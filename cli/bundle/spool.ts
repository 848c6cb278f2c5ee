// Keeps the files of a bundle in one temporary file until the sums of all of them are known: each is read from the ledger once.
import { randomBytes } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { listingsOf, type ReadStore } from "../../ledger/store.ts";

type Kept = { readonly offset: number; readonly size: number; readonly sha256: string };

export class Spool {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #kept = new Map<string, Kept>();
  /** Bytes that were written: where the next file begins. */
  #end = 0;

  private constructor(file: FileHandle, path: string) {
    this.#file = file;
    this.#path = path;
  }

  /** Opens an empty one in a folder; it is gone when `use` has ended, however it ends. */
  static async with<Answer>(folder: string, use: (spool: Spool) => Promise<Answer>): Promise<Answer> {
    const path = join(folder, `.tidemark-${randomBytes(4).toString("hex")}.part`);
    const spool = new Spool(await open(path, "wx+", 0o600), path);
    // A file without a name is gone with its process, however that ends. Windows keeps the name until the file is closed.
    await rm(path).catch(() => {});
    try {
      return await use(spool);
    } finally {
      await spool.#file.close();
      await rm(spool.#path, { force: true });
    }
  }

  /** Each path once. */
  async add(path: string, content: string | Uint8Array): Promise<void> {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    if (this.#kept.has(path)) throw new RangeError(`found ${path} twice, expected each file of a bundle once`);
    for (let written = 0; written < bytes.length;)
      written += (await this.#file.write(bytes, written, bytes.length - written, this.#end + written)).bytesWritten;
    this.#kept.set(path, { offset: this.#end, size: bytes.length, sha256: sha256Hex(Buffer.from(bytes)) });
    this.#end += bytes.length;
  }

  /** In the order of their bytes. */
  get paths(): string[] {
    return [...this.#kept.keys()].sort();
  }

  get bytes(): number {
    return this.#end;
  }

  /** Lines as sha256sum writes and reads them, of each file. */
  get sums(): string {
    return this.paths.map((path) => `${this.#kept.get(path)?.sha256}  ${path}\n`).join("");
  }

  async read(path: string): Promise<Buffer | null> {
    const kept = this.#kept.get(path);
    if (kept === undefined) return null;
    const bytes = Buffer.allocUnsafe(kept.size);
    for (let had = 0; had < kept.size;) {
      const { bytesRead } = await this.#file.read(bytes, had, kept.size - had, kept.offset + had);
      if (bytesRead === 0) throw new Error(`${this.#path} was cut while the bundle was made`);
      had += bytesRead;
    }
    return bytes;
  }

  /** The files below a folder as a store: what a verifier reads of the bundle. */
  store(folder: string): ReadStore {
    const keys = this.paths.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
    return { place: folder, get: (key) => this.read(`${folder}${key}`), ...listingsOf(() => keys) };
  }
}
