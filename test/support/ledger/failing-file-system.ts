// The file system, of which one call fails: the n-th, as the system would fail it.
import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import * as fs from "node:fs/promises";
import type { FileSystem } from "../../../ledger/stores/directory.ts";

export const CODES = ["ENOSPC", "EIO", "EACCES"] as const;

function systemError(code: string, call: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: injected, ${call}`), { code });
}

/** Calls that write, of the file system and of what it opens. */
type Call = { readonly name: string; readonly index: number };

/**
 * Before each call `meets` is asked; what it throws is the call's failure. After a call that went well `left` is asked,
 * and what it throws is its failure too, though it was done.
 */
export function watchedFileSystem(
  meets: (call: Call) => void,
  left: (call: Call) => void = () => {},
): FileSystem & { readonly calls: readonly string[] } {
  const calls: string[] = [];
  async function call<T>(name: string, act: () => Promise<T>, undo?: (result: T) => Promise<void>): Promise<T> {
    const at = { name, index: calls.push(name) - 1 };
    let result: T;
    try {
      meets(at);
      result = await act();
    } catch (error) {
      calls[at.index] = `${name} failed`;
      throw error;
    }
    try {
      left(at);
    } catch (error) {
      await undo?.(result);
      throw error;
    }
    return result;
  }
  function atOnce<T>(name: string, act: () => T): T {
    const at = { name, index: calls.push(name) - 1 };
    try {
      meets(at);
      const result = act();
      left(at);
      return result;
    } catch (error) {
      calls[at.index] = `${name} failed`;
      throw error;
    }
  }
  const watched = {
    openSync: (path: string, flags: number) => atOnce("open", () => openSync(path, flags)),
    fstatSync: (file: number) => atOnce("fstat", () => fstatSync(file)),
    readFileSync: (file: number) => atOnce("read", () => readFileSync(file)),
    closeSync: (file: number) => atOnce("close", () => closeSync(file)),
    mkdir: (...args: Parameters<typeof fs.mkdir>) => call("mkdir", () => fs.mkdir(...args)),
    link: (...args: Parameters<typeof fs.link>) => call("link", () => fs.link(...args)),
    unlink: (...args: Parameters<typeof fs.unlink>) => call("unlink", () => fs.unlink(...args)),
    readdir: (...args: Parameters<typeof fs.readdir>) => call("readdir", () => fs.readdir(...args)),
    stat: (...args: Parameters<typeof fs.stat>) => call("stat", () => fs.stat(...args)),
    open: async (...args: Parameters<typeof fs.open>) => {
      const opening = call(
        "open",
        () => fs.open(...args),
        (handle) => handle.close(),
      );
      return watchedHandle(await opening, call);
    },
  };
  return { ...(watched as unknown as FileSystem), calls };
}

type Caller = <T>(name: string, act: () => Promise<T>) => Promise<T>;

function watchedHandle(handle: fs.FileHandle, call: Caller): fs.FileHandle {
  const watched = {
    writeFile: (bytes: Buffer) => call("write", () => handle.writeFile(bytes)),
    sync: () => call("fsync", () => handle.sync()),
    // A descriptor is let go even where close fails.
    close: async () => {
      await handle.close();
      await call("close", () => Promise.resolve());
    },
  };
  return watched as unknown as fs.FileHandle;
}

/** The call at `index` fails with `code`; with `whole`, after it was done. */
export function failingFileSystem(index: number, code: string, whole = false): ReturnType<typeof watchedFileSystem> {
  const fail = (call: Call): void => {
    if (call.index === index) throw systemError(code, call.name);
  };
  return whole ? watchedFileSystem(() => {}, fail) : watchedFileSystem(fail);
}

/** From the call at `index` on nothing more can be written: the disk is full. */
export function fullFileSystem(index: number): ReturnType<typeof watchedFileSystem> {
  return watchedFileSystem((call) => {
    if (call.index >= index && ["mkdir", "open", "write", "link"].includes(call.name))
      throw systemError("ENOSPC", call.name);
  });
}

/** Before or after the call at `index` its process is killed: nothing that comes later is done. */
export function deadFileSystem(index: number, when: "before" | "after"): ReturnType<typeof watchedFileSystem> {
  const last = when === "before" ? index : index + 1;
  return watchedFileSystem(
    (call) => {
      if (call.index >= last) throw systemError("EIO", call.name);
    },
    (call) => {
      if (when === "after" && call.index === index) throw systemError("EIO", call.name);
    },
  );
}

/** Before the call at `index` something else is done, to its end. */
export function interruptedFileSystem(index: number, act: () => Promise<void>): FileSystem {
  let calls = 0;
  const before =
    <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (calls++ === index) await act();
      return call(...args);
    };
  const { mkdir, open, link, unlink, readdir, stat } = fs;
  return {
    mkdir: before(mkdir) as typeof mkdir,
    open: before(open),
    link: before(link),
    unlink: before(unlink),
    readdir,
    stat,
    openSync,
    fstatSync,
    readFileSync,
    closeSync,
  };
}
