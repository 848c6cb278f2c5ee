// Keeps names of people in a directory of this machine, readable by its owner alone.
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { NamesPlace } from "./names-store.ts";
import { StoreError } from "../store.ts";
import { makeFile, PRIVATE, type FileMaking } from "../stores/make-file.ts";

/** The folder `directory`, made with the first object. */
export function namesDirectory(directory: string, fs?: FileMaking): NamesPlace {
  const path = (name: string): string => join(directory, name);
  return {
    name: directory,
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
        return await makeFile(path(name), bytes, PRIVATE, fs);
      } catch (error) {
        throw failed("make", error);
      }
    },
    async list() {
      try {
        return await readdir(directory);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
        throw failed("list", error);
      }
    },
    async remove(name) {
      try {
        const isOf = (child: string): boolean =>
          child === name || (child.startsWith(`${name}.`) && child.endsWith(".tmp"));
        for (const child of (await readdir(directory)).filter(isOf)) await rm(path(child), { force: true });
      } catch (error) {
        throw failed("erase", error);
      }
    },
  };
}

const failed = (what: string, error: unknown): StoreError =>
  new StoreError(`cannot ${what} the name of a person: ${(error as Error).message}`, { cause: error });
