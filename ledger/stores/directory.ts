// Keeps a ledger in a local directory: temporary file, fsync, link(2), fsync of the folder, mode 0444.
import { randomUUID } from "node:crypto";
import * as nodeFs from "node:fs/promises";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseObjectKey } from "../../evidence-schema/keys/object-key.ts";
import { MAX_OBJECT, StoreError, TooLong, type Store } from "../store.ts";

/** The calls of the file system that are made here: a test can make each of them fail. */
export type FileSystem = Pick<typeof nodeFs, "mkdir" | "open" | "link" | "unlink" | "readdir" | "stat"> & {
  readonly openSync: (path: string, flags: number) => number;
  readonly fstatSync: (file: number) => { readonly isFile: () => boolean; readonly size: number };
  readonly readFileSync: (file: number) => Buffer;
  readonly closeSync: (file: number) => void;
};

const ours = (): FileSystem => ({ ...nodeFs, openSync, fstatSync, readFileSync, closeSync });

/** Error codes of open(2) for a path that leads to nothing, or to a link or a socket. */
const NO_OBJECT: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR", "ELOOP", "ENXIO"]);
const SLASH = Buffer.from("/");

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A name as text; one that is no UTF-8 with its bytes written out, so that it is no key. */
function textOf(name: Buffer): string {
  try {
    return utf8.decode(name);
  } catch {
    return `${name.toString("latin1").replace(/[^ -~]/g, (char) => `\\x${char.charCodeAt(0).toString(16)}`)} (not UTF-8)`;
  }
}

/** Whether every key in a folder, whose name ends with a slash, comes before `after` or is it. */
const isAllBefore = (folder: string, after: string): boolean => folder < after && !after.startsWith(folder);

/** Whether `key`, which comes after `after`, has the form of an object's. */
const isObjectKey = (key: string, after: string): boolean => key > after && parseObjectKey(key) !== null;

const code = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "unknown";

/**
 * Opens the ledger under `root`. Temporary files go to `work`, which must lie on the same file system and outside `root`
 * (link(2) does not cross file systems). Nothing is created until something is put.
 */
export function openDirectory(root: string, work: string = `${resolve(root)}.work`, fs: FileSystem = ours()): Store {
  const base = resolve(root);
  const workplace = resolve(work);
  /** Folders whose entry is known to survive a crash, theirs and those above. Added to by makeFolders() alone. */
  const durable = new Set<string>();

  function pathOf(key: string): string {
    const parts = key.split("/");
    if (parts.some((part) => part === "" || part === "." || part === ".."))
      throw new StoreError(`found key ${JSON.stringify(key)}, expected a key without empty parts, . and ..`);
    return join(base, ...parts);
  }

  const failed = (what: string, error: unknown): StoreError =>
    new StoreError(`${what}: ${code(error)} (${(error as Error).message.split("\n")[0]})`, { cause: error });

  // At once and not through the thread pool, which costs ten times as much: a ledger is many small files.
  async function get(key: string): Promise<Buffer | null> {
    let file: number | undefined;
    try {
      // A link could lead out of the ledger, and to something that changes.
      // Non-blocking: a named pipe would keep us waiting for a writer.
      file = fs.openSync(pathOf(key), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      const stat = fs.fstatSync(file);
      // Only a regular file is an object: `list` shows other kinds under another name.
      if (!stat.isFile()) return null;
      const { size } = stat;
      if (size > MAX_OBJECT) throw new TooLong(key, size);
      return fs.readFileSync(file);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      if (NO_OBJECT.has(code(error))) return null;
      throw failed(`cannot read ${key}`, error);
    } finally {
      if (file !== undefined) closeQuietly(file);
    }
  }

  // An error on close does not matter: the bytes were read already.
  function closeQuietly(file: number): void {
    try {
      fs.closeSync(file);
    } catch {
      // Let go of all the same.
    }
  }

  async function list(prefix: string, after = ""): Promise<string[]> {
    const folder = folderOf(prefix);
    const keys: string[] = [];
    await unlessMissing(folder, (path) => walk(path, folder, { keys, after }));
    return keys.filter((key) => key.startsWith(prefix)).sort();
  }

  async function folders(prefix: string): Promise<string[]> {
    const folder = folderOf(prefix);
    const found: string[] = [];
    await unlessMissing(folder, async (path) => {
      for (const child of await fs.readdir(path, { withFileTypes: true, encoding: "buffer" }))
        if (child.isDirectory()) found.push(`${prefix}${textOf(child.name)}/`);
    });
    return found.sort();
  }

  const folderOf = (prefix: string): string => prefix.slice(0, Math.max(prefix.lastIndexOf("/"), 0));

  async function unlessMissing(folder: string, look: (path: Buffer) => Promise<void>): Promise<void> {
    const path = folder === "" ? base : pathOf(folder);
    try {
      await look(Buffer.from(path));
    } catch (error) {
      if (error instanceof StoreError) throw error;
      // Nothing was put there yet.
      if (!NO_OBJECT.has(code(error))) throw failed(`cannot list ${path}`, error);
    }
  }

  // Names are bytes: one that is no UTF-8 would be another name once it was read as text.
  async function walk(
    folder: Buffer,
    prefix: string,
    listed: { readonly keys: string[]; readonly after: string },
  ): Promise<void> {
    const { keys, after } = listed;
    for (const child of await fs.readdir(folder, { withFileTypes: true, encoding: "buffer" })) {
      const path = Buffer.concat([folder, SLASH, child.name]);
      const key = prefix === "" ? textOf(child.name) : `${prefix}/${textOf(child.name)}`;
      if (child.isDirectory() ? isAllBefore(`${key}/`, after) && !isObjectKey(key, after) : key <= after) continue;
      if (child.isDirectory()) {
        await walk(path, key, listed).catch((error: unknown) => {
          // Deeper than a path may go lies no object; that something does is told.
          if (code(error) === "ENAMETOOLONG") return void keys.push(`${key} (a path too long to be followed)`);
          throw error instanceof StoreError ? error : failed(`cannot list ${key}`, error);
        });
      }
      // Only a regular file can be an object. The listed name of other kinds says so, and so they are found as strays.
      if (child.isFile()) keys.push(key);
      else if (!child.isDirectory() || isObjectKey(key, after)) keys.push(`${key} (not a regular file)`);
    }
  }

  async function put(key: string, bytes: Buffer): Promise<"created" | "exists"> {
    const path = pathOf(key);
    const temporary = join(workplace, randomUUID());
    try {
      await makeFolders(dirname(path));
      await fs.mkdir(workplace, { recursive: true });
      await writeDurably(temporary, bytes);
      try {
        await fs.link(temporary, path);
      } catch (error) {
        if (code(error) !== "EEXIST") throw error;
        // The process that made the object may have failed before it was durable. Our caller may take the object for its own.
        await syncFolder(dirname(path));
        return "exists";
      }
      await syncFolder(dirname(path));
      return "created";
    } catch (error) {
      throw failed(`cannot write ${key}`, error);
    } finally {
      await fs.unlink(temporary).catch(() => undefined);
    }
  }

  async function writeDurably(path: string, bytes: Buffer): Promise<void> {
    const file = await fs.open(path, "wx", 0o444);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  // Each folder's own entry must be durable too, or a crash could lose the object with it. A folder that is there already may
  // have been made by an attempt that failed before that: every folder is looked after once.
  async function makeFolders(folder: string): Promise<void> {
    if (durable.has(folder)) return;
    const first = await fs.mkdir(folder, { recursive: true });
    const stop = first !== undefined && first.length <= base.length ? dirname(first) : base;
    for (let at = folder; at !== stop && !durable.has(at); at = dirname(at)) {
      await syncFolder(dirname(at));
      durable.add(at);
    }
  }

  async function syncFolder(folder: string): Promise<void> {
    const handle = await fs.open(folder, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  async function clock(): Promise<number> {
    const probe = join(workplace, randomUUID());
    try {
      await fs.mkdir(workplace, { recursive: true });
      await (await fs.open(probe, "wx", 0o600)).close();
      return Math.floor((await fs.stat(probe)).mtimeMs);
    } catch (error) {
      throw failed("cannot read the file system's clock", error);
    } finally {
      await fs.unlink(probe).catch(() => undefined);
    }
  }

  return { place: base, get, list, folders, put, clock };
}
