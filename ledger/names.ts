// The names store: what people are called, kept outside the evidence so that it can be erased. One file a person.
import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "../evidence-schema/digest.ts";
import { personReference } from "../evidence-schema/person.ts";
import { StoreError } from "./store.ts";

const SALT_FILE = "salt";

/** Names by reference. The salt lives here too, and is never changed: references are literals in locked records. */
export class NamesStore {
  readonly #directory: string;
  readonly #salt: Buffer;
  readonly #pending = new Map<string, string>();

  private constructor(directory: string, salt: Buffer) {
    this.#directory = directory;
    this.#salt = salt;
  }

  /** Makes the store with a new salt; gives the salt's digest, which genesis commits to. Refuses to replace a salt. */
  static async create(directory: string): Promise<string> {
    const salt = randomBytes(32);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(join(directory, SALT_FILE), salt, { flag: "wx", mode: 0o600 });
    return sha256Hex(salt);
  }

  /** Opens the store of a ledger whose genesis commits to `saltDigest`. */
  static async open(directory: string, saltDigest: string): Promise<NamesStore> {
    let salt: Buffer;
    try {
      salt = await readFile(join(directory, SALT_FILE));
    } catch (error) {
      throw new StoreError(`cannot read the salt of people references in ${directory}: ${(error as Error).message}`, {
        cause: error,
      });
    }
    if (sha256Hex(salt) !== saltDigest)
      throw new StoreError(
        `${join(directory, SALT_FILE)} is not the salt that genesis commits to: references would not be those already recorded`,
      );
    return new NamesStore(directory, salt);
  }

  /** Reference of a person known only by a name or an e-mail; the name is remembered. */
  person = (provider: string, value: string): string => {
    const reference = personReference(this.#salt, provider, value);
    this.#pending.set(reference, value);
    return reference;
  };

  /** Remembers what a person keyed by `reference` is called; written by `flush`. */
  remember = (reference: string, name: string): void => {
    this.#pending.set(reference, name);
  };

  /** Writes the names that are not there yet. A name that was erased comes back only if the provider still tells it. */
  async flush(): Promise<void> {
    for (const [reference, name] of this.#pending) {
      if ((await this.nameOf(reference)) === name) continue;
      const path = this.#path(reference);
      try {
        // Replaced whole or not at all.
        await writeFile(temporary(path), JSON.stringify({ reference, name }), { mode: 0o600 });
        await rename(temporary(path), path);
      } catch (error) {
        throw new StoreError(`cannot write a name: ${(error as Error).message}`, { cause: error });
      }
    }
    this.#pending.clear();
  }

  /** What the person is called, or null if that is not known or was erased. */
  async nameOf(reference: string): Promise<string | null> {
    try {
      return (JSON.parse(await readFile(this.#path(reference), "utf8")) as { readonly name: string }).name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw new StoreError(`cannot read a name: ${(error as Error).message}`, { cause: error });
    }
  }

  /** Removes the name. State, root and evaluation never needed it. */
  async erase(reference: string): Promise<void> {
    this.#pending.delete(reference);
    const path = this.#path(reference);
    // A write that was cut short may have left the name in its temporary file.
    for (const each of [path, temporary(path)]) {
      try {
        await rm(each, { force: true });
      } catch (error) {
        throw new StoreError(`cannot erase a name: ${(error as Error).message}`, { cause: error });
      }
    }
  }

  #path(reference: string): string {
    return join(this.#directory, `${sha256Hex(reference)}.json`);
  }
}

const temporary = (path: string): string => `${path}.tmp`;
