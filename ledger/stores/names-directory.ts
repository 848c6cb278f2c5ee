// Names of people in a directory of this machine, readable by its owner alone.
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { NamesPlace } from "../names.ts";
import { StoreError } from "../store.ts";

/** The folder `directory`, made with the first object. */
export function namesDirectory(directory: string): NamesPlace {
  const path = (name: string): string => join(directory, name);
  return {
    place: directory,
    async read(name) {
      try {
        return await readFile(path(name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw failed("read", error);
      }
    },
    async create(name, bytes) {
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await writeFile(path(name), bytes, { flag: "wx", mode: 0o600 });
      } catch (error) {
        throw failed("make", error);
      }
    },
    async write(name, bytes) {
      try {
        await writeFile(temporary(path(name)), bytes, { mode: 0o600 });
        await rename(temporary(path(name)), path(name));
      } catch (error) {
        throw failed("write", error);
      }
    },
    async remove(name) {
      try {
        for (const each of [path(name), temporary(path(name))]) await rm(each, { force: true });
      } catch (error) {
        throw failed("erase", error);
      }
    },
  };
}

const temporary = (path: string): string => `${path}.tmp`;

const failed = (what: string, error: unknown): StoreError =>
  new StoreError(`cannot ${what} a name: ${(error as Error).message}`, { cause: error });
