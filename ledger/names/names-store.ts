// Keeps the names of people outside the evidence, so that they can be erased. Each person has an object.
import { randomBytes } from "node:crypto";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import { personReference, SALT } from "../../evidence-schema/keys/person.ts";
import { StoreError } from "../store.ts";

const SALT_BYTES = 32;

/** Where names lie: a flat folder of small objects, never replaced, that can be removed. All rejects with StoreError. */
export interface NamesPlace {
  /** For messages. */
  readonly name: string;
  read(name: string): Promise<Buffer | null>;
  /** Makes an object, whole or not at all. "exists": one of that name was there, and stays as it is. */
  create(name: string, bytes: Buffer): Promise<"created" | "exists">;
  /** The names of all objects, in no order. */
  list(): Promise<readonly string[]>;
  /** Removes it, and what a write that was cut short may have left of it. */
  remove(name: string): Promise<void>;
}

/** Names by reference. The salt lives here too, and is never changed: references are literals in locked records. */
export class NamesStore {
  readonly #place: NamesPlace;
  readonly #salt: Buffer;
  /** Names that wait for flush(): added by person() and remember(), one taken out by erase(). */
  readonly #pending = new Map<string, string>();

  private constructor(place: NamesPlace, salt: Buffer) {
    this.#place = place;
    this.#salt = salt;
  }

  /**
   * Makes the store with a new salt, or finds the one that is there: a salt is never replaced, and those that make one at
   * once all get the same. Gives its digest, which genesis commits to.
   */
  static async found(place: NamesPlace): Promise<string> {
    await place.create(SALT, randomBytes(SALT_BYTES));
    const salt = await place.read(SALT);
    if (salt?.length !== SALT_BYTES)
      throw new StoreError(`${place.name}/${SALT}: found ${salt?.length ?? 0} bytes, expected ${SALT_BYTES}`);
    return sha256Hex(salt);
  }

  /** Opens the store of a ledger whose genesis commits to `saltDigest`. */
  static async open(place: NamesPlace, saltDigest: string): Promise<NamesStore> {
    const salt = await place.read(SALT);
    if (salt === null)
      throw new StoreError(
        `the ledger's salt ${SALT} is missing in ${place.name}, and people cannot be referenced without it. Restore the file that was made with the ledger`,
      );
    if (sha256Hex(salt) !== saltDigest)
      throw new StoreError(
        `${place.name}/${SALT} is not the salt that genesis commits to, and would give people other references. Restore the file that was made with this ledger`,
      );
    return new NamesStore(place, salt);
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

  /**
   * Writes the names that are not there yet. A name that is there stays, whatever the provider calls the person now: whoever
   * reads an account could otherwise rename anybody. A name that was erased comes back only if the provider still tells it.
   */
  async flush(): Promise<void> {
    for (const [reference, name] of this.#pending) {
      if ((await this.nameOf(reference)) !== null) continue;
      await this.#place.create(objectOf(reference), Buffer.from(JSON.stringify({ reference, name })));
    }
    this.#pending.clear();
  }

  /** The person's name; null if it is not known or was erased. */
  nameOf(reference: string): Promise<string | null> {
    return nameIn(this.#place, reference);
  }

  /** Everybody who has a name, by reading each object, in no order. */
  async *everybody(): AsyncGenerator<NamedPerson> {
    for (const object of await this.#place.list()) {
      if (!object.endsWith(".json")) continue;
      const bytes = await this.#place.read(object);
      if (bytes !== null) yield personIn(bytes);
    }
  }

  /** Removes the name. State, root and evaluation never needed it. */
  async erase(reference: string): Promise<void> {
    this.#pending.delete(reference);
    await this.#place.remove(objectOf(reference));
  }
}

/**
 * Reads a person's name from the store at `place`. A reader of names needs no salt: the names of another ledger name nobody of
 * this ledger.
 */
export async function nameIn(place: NamesPlace, reference: string): Promise<string | null> {
  const bytes = await place.read(objectOf(reference));
  return bytes === null ? null : personIn(bytes).name;
}

/** A person as evidence has them, and the name that is kept beside it. */
export type NamedPerson = { readonly reference: string; readonly name: string };

function personIn(bytes: Buffer): NamedPerson {
  try {
    return JSON.parse(bytes.toString("utf8")) as NamedPerson;
  } catch (error) {
    throw new StoreError(`cannot read the name of a person: ${(error as Error).message}`, { cause: error });
  }
}

const objectOf = (reference: string): string => `${sha256Hex(reference)}.json`;
