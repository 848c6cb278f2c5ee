// Cuts the work into chains: what seals list of each, where a window takes it over, and what was disowned of it.
import { ZERO_DIGEST } from "../../../evidence-schema/bytes/digest.ts";
import { Chain } from "../../../evidence-schema/chain/chain.ts";
import type { Head } from "../../../evidence-schema/chain/segment-place.ts";
import { ACTS_SCOPE, parseObjectKey } from "../../../evidence-schema/keys/object-key.ts";
import { Violation } from "../../../evidence-schema/violation.ts";
import { ChainObjects } from "../../read/chain-objects.ts";
import { NONE_DISOWNED } from "../../read/disowned.ts";
import { ReadDocuments } from "../../read/read-documents.ts";
import { restartOf } from "../../read/segment-opening.ts";
import type { ReadStore } from "../../store.ts";
import type { ChainTask, DisownedHere } from "./chain-task.ts";
import type { LogReading } from "../log/log.ts";

export class ChainTasks {
  readonly #store: ReadStore;
  readonly #ledger: string;
  readonly #log: LogReading;
  readonly #keys: ReadonlyMap<string, readonly string[]>;

  constructor(store: ReadStore, ledger: string, log: LogReading, keys: readonly string[]) {
    this.#store = store;
    this.#ledger = ledger;
    this.#log = log;
    const byScope = new Map<string, string[]>([...log.rows.keys()].map((scope) => [scope, []]));
    for (const key of keys) {
      const parsed = parseObjectKey(key);
      if (parsed?.class !== "segment") continue;
      const of = byScope.get(parsed.scope);
      if (of === undefined) byScope.set(parsed.scope, [key]);
      else of.push(key);
    }
    this.#keys = byScope;
  }

  /** All scopes but the acts, sorted. */
  get scopes(): string[] {
    return [...this.#keys.keys()].filter((scope) => scope !== ACTS_SCOPE).sort();
  }

  /** The task of a scope; null where it has neither rows nor objects. */
  async of(scope: string, disowned: readonly DisownedHere[]): Promise<ChainTask | null> {
    const keys = this.#keys.get(scope);
    if (keys === undefined) return null;
    const own = disowned.filter(({ key }) => {
      const parsed = parseObjectKey(key);
      return parsed?.class === "segment" && parsed.scope === scope;
    });
    return {
      ledger: this.#ledger,
      scope,
      rows: this.#log.rows.get(scope) ?? [],
      stands: this.#log.stands.get(scope) ?? [],
      from: await this.#windowHead(scope),
      fullBefore: this.#fullBefore(scope),
      keys,
      toEnd: this.#log.toEnd,
      disowned: own,
    };
  }

  #fullBefore(scope: string): ChainTask["fullBefore"] {
    const seal = this.#log.anchor?.seal ?? null;
    if (seal === null) return undefined;
    return seal.scopes.find((each) => each.scope === scope)?.full ?? null;
  }

  /**
   * Where a chain stood before the window's first seal: as the seal before says, or, where that is not there, as the first
   * itself does. Null at the beginning of the chain.
   */
  async #windowHead(scope: string): Promise<Head | null> {
    const { first, isFirst, anchor } = this.#log;
    if (first === null || isFirst) return null;
    if (anchor !== null && anchor.seal !== null) {
      const before = anchor.seal.scopes.find((each) => each.scope === scope);
      if (before === undefined || before.seq === -1) return null;
      return { gen: before.gen, seq: before.seq, head: before.head, time: null };
    }
    const row = first.scopes.find((each) => each.scope === scope);
    if (row === undefined) return null;
    const [segment] = row.segments;
    if (segment === undefined)
      return row.seq === -1 ? null : { gen: row.gen, seq: row.seq, head: row.head, time: null };
    const parsed = parseObjectKey(segment.key);
    const gen = parsed?.class === "segment" ? parsed.gen : row.gen;
    if (segment.first > 0) return { gen, seq: segment.first - 1, head: segment.before, time: null };
    const restart = gen === 0 ? null : await restartOf(this.#store, segment.key);
    return restart === null || restart.seq === -1
      ? null
      : { gen: restart.gen, seq: restart.seq, head: restart.head ?? ZERO_DIGEST, time: null };
  }

  /**
   * The objects that acts before a window disown, where all of these acts are there, and lead to the gen, seq and head that the
   * first seal takes over. Elsewhere the list is empty: the objects that the acts disown are then reported as stray.
   */
  async disownedBefore(): Promise<readonly DisownedHere[]> {
    const head = await this.#windowHead(ACTS_SCOPE);
    if (head === null) return [];
    const chain = new Chain(this.#ledger, ACTS_SCOPE);
    const objects = new ChainObjects(this.#store, this.#keys.get(ACTS_SCOPE) ?? [], {
      documents: new ReadDocuments(this.#store),
      disowned: () => Promise.resolve(NONE_DISOWNED),
    });
    const found: DisownedHere[] = [];
    const isBefore = (): boolean =>
      chain.head.gen < head.gen || (chain.head.gen === head.gen && chain.head.seq < head.seq);
    try {
      while (isBefore()) {
        const next = await objects.next(chain);
        if (next === null) return [];
        await objects.read(chain, next, ({ type, body }, line) => {
          if (type !== "disowned") return;
          const { objects: named, reason } = body as unknown as {
            readonly objects: readonly { readonly key: string; readonly object: string }[];
            readonly reason: string;
          };
          for (const { key, object } of named)
            found.push({ key, object, reason, seal: null, act: { object: next.key, line } });
        });
      }
    } catch (error) {
      if (error instanceof Violation) return [];
      throw error;
    }
    const { gen, seq, head: digest } = chain.head;
    return gen === head.gen && seq === head.seq && digest === head.head ? found : [];
  }
}
