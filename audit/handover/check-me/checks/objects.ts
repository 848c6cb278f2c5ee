// Lists the objects of the evidence by what they are, and says at the end which of them nothing names.
import type { Act } from "../evidence/segment.ts";
import { isMembers, type Members } from "../evidence/segment.ts";
import { byPlace, type ObjectKey, type Place, readKey } from "../evidence/keys.ts";
import type { Bundle } from "../reading/bundle.ts";
import type { Check } from "./check.ts";

/** An object of the bundle by its key, as in the ledger. */
export type Stored = {
  readonly key: string;
  readonly path: string;
  readonly digest: string | null;
  readonly is: ObjectKey | null;
};

/** A restart at `place` goes on from this gen and seq, and names these objects. */
type Left = {
  readonly place: Place;
  readonly gen: number;
  readonly seq: number;
  readonly named: ReadonlyMap<string, unknown>;
  readonly path: string;
};

/** The objects, and what was said of them on the way. */
export class Objects {
  readonly all: ReadonlyMap<string, Stored>;
  /** By scope, in the order of gen and seq. */
  readonly chains = new Map<string, (Stored & Place)[]>();
  /** Keys of objects that a seal lists, a restart abandons or an act names. */
  readonly named = new Set<string>();
  readonly abandoned = new Map<string, string>();
  /** `<key> <digest>` of what an act disowned. */
  readonly disowned = new Set<string>();
  readonly #left: Left[] = [];

  constructor(bundle: Bundle) {
    const all = new Map<string, Stored>();
    for (const [path, { digest }] of bundle.files) {
      if (!path.startsWith("evidence/")) continue;
      const key = path.slice("evidence/".length);
      const is = readKey(key);
      const stored = { key, path, digest, is };
      all.set(key, stored);
      if (is?.is !== "segment") continue;
      const { scope, gen, seq } = is;
      const chain = this.chains.get(scope) ?? [];
      this.chains.set(scope, chain);
      chain.push({ ...stored, scope, gen, seq });
    }
    for (const chain of this.chains.values()) chain.sort(byPlace);
    this.all = all;
  }

  isDisowned({ key, digest }: Stored): boolean {
    return this.disowned.has(`${key} ${digest}`);
  }

  /** Takes over what the acts of a sealed segment say of objects. `must`: an attachment that is kept in the ledger has to be there. */
  learn(acts: readonly Act[], must: boolean, check: Check): void {
    for (const { name, body } of acts) {
      if (name === "disowned")
        for (const { key, object } of listOf(body["objects"])) this.disowned.add(`${String(key)} ${String(object)}`);
      if (name !== "attachment" && name !== "population") continue;
      const key = `attachments/${String(body["digest"])}`;
      this.named.add(key);
      if (must && body["place"] === "ledger" && !this.all.has(key))
        check.add("differs", `evidence/${key}`, "an act names the attachment, and it is not there");
    }
  }

  /** Every restart names what it leaves behind (FORMAT.md C7): `place` is that of its first line. */
  abandon(place: Place, restarts: Members, path: string, check: Check): void {
    const named = new Map(listOf(restarts["abandoned"]).map(({ key, object }) => [String(key), object]));
    for (const [key, object] of named) {
      const stored = this.all.get(key);
      this.abandoned.set(key, String(object));
      this.named.add(key);
      if (stored === undefined)
        check.add("differs", `evidence/${key}`, "a restart names the abandoned object, and it is not there");
      else check.same(stored.path, "digest of the abandoned object", object, stored.digest);
    }
    this.#left.push({ place, gen: restarts["gen"] as number, seq: restarts["seq"] as number, named, path });
  }

  /** Asked at the end, since a later act may disown what a restart left behind. */
  #tellLeft(check: Check): void {
    for (const { place, gen, seq, named, path } of this.#left)
      for (const stored of this.chains.get(place.scope) ?? []) {
        const isLeft = stored.gen < place.gen && (stored.gen > gen || (stored.gen === gen && stored.seq > seq));
        if (isLeft && !named.has(stored.key) && !this.isDisowned(stored))
          check.add("differs", stored.path, `the restart in ${path} leaves the object behind and does not name it`);
      }
  }

  /** Told at the end, of all that is left. */
  tellRest(check: Check): void {
    this.#tellLeft(check);
    for (const stored of this.all.values()) {
      const { key, path, is, digest } = stored;
      if (this.isDisowned(stored))
        check.add("told", path, "the object is disowned: an act says that it belongs to no chain");
      else if (this.abandoned.has(key))
        check.add("told", path, "the object is abandoned: a restart of its chain names it");
      else if (is === null) check.add("beside", path, "no object of a ledger is named so");
      else if (is.is === "segment" && !this.named.has(key))
        check.add("beside", path, "no seal of the bundle lists the segment");
      else if (is.is === "attachment" || is.is === "document") {
        const isNamed = this.named.has(key);
        if (digest !== is.digest)
          check.add(
            isNamed ? "differs" : "beside",
            path,
            `found the digest ${String(digest)}, expected that of its name`,
          );
        else if (is.is === "attachment" && !isNamed)
          check.add("beside", path, "no act of the bundle names the attachment");
      }
    }
  }
}

const listOf = (value: unknown): readonly Members[] => (Array.isArray(value) ? value.filter(isMembers) : []);
