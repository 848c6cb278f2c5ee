// The leaves of a forged log: what each scope stands at, the segments since, stamps, frontier and void.
import { canonicalLine, type Json } from "../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex, ZERO_DIGEST } from "../../../evidence-schema/bytes/digest.ts";
import { appendLeaf, leafHash } from "../../../evidence-schema/log/merkle.ts";
import type { JsonObject, Position } from "../../../evidence-schema/record/record.ts";
import type { ForgedSegment } from "./chain.ts";
import type { ForgedLeaf } from "./forged-leaf.ts";
import { endorsement } from "./endorsement.ts";
import type { EndPlan, KeyPlan, Leaf, SealPlan } from "./plan.ts";
import { BY } from "./statements.ts";

type Stand = {
  readonly gen: number;
  readonly seq: number;
  readonly head: string;
  readonly root: Json;
  readonly full: Position | null;
};
const NOWHERE: Stand = { gen: 0, seq: -1, head: ZERO_DIGEST, root: null, full: null };

/** The log as its sealer sees it. A bad leaf counts in the tree and changes nothing else. */
export class Log {
  readonly #ledger: string;
  readonly #enrolled: readonly string[];
  #frontier: Buffer[] = [];
  #size = 0;
  #void: JsonObject[] = [];
  #stamps: JsonObject[] = [];
  #stands = new Map<string, Stand>();
  #listed = new Set<string>();

  constructor(ledger: string, enrolled: readonly string[]) {
    this.#ledger = ledger;
    this.#enrolled = enrolled;
  }

  /** A stamp or cosignature was put: the next seal lists it. */
  stamped(key: string, bytes: Buffer): void {
    this.#stamps.push({ key, object: sha256Hex(bytes) });
  }

  /** Seals `segments` (all forged so far, in order) as `plan` says; `documents` are the digests in force. */
  seal(plan: SealPlan, segments: readonly ForgedSegment[], documents: JsonObject): ForgedLeaf {
    const listed = segments.filter(({ name }) => plan.lists?.includes(name) ?? !this.#listed.has(name));
    const stands = new Map(this.#stands);
    const rows = this.#rows(plan, listed, stands);
    const { run, slot } = plan;
    const roster = plan.roster ?? { enrolled: this.#enrolled.toSorted(), excluded: [], found: [], unlisted: [] };
    const leaf = this.#put(plan, {
      run,
      trigger: slot === null ? triggerOf(run, listed) : "slot",
      slot,
      documents,
      scopes: plan.scopes?.(rows) ?? rows,
      roster,
      stamps: this.#stamps.toSorted((a, b) => ((a["key"] as string) < (b["key"] as string) ? -1 : 1)),
    });
    if (plan.bad === true) return leaf;
    for (const { name } of listed) this.#listed.add(name);
    [this.#stands, this.#stamps] = [stands, []];
    return leaf;
  }

  /** Adds or retires a key. */
  key(plan: KeyPlan): ForgedLeaf {
    const [add, retire] = [plan.add?.vkey ?? null, plan.retire?.vkey ?? null];
    return this.#put(plan, {
      add,
      retire,
      endorsed: endorsement(this.#ledger, this.#size, plan),
      reason: "a new key every year",
    });
  }

  /** Closes the ledger. */
  end(plan: EndPlan): ForgedLeaf {
    const endorsed = endorsement(this.#ledger, this.#size, plan);
    return this.#put(plan, { successor: plan.successor, endorsed, reason: "moved to another account" });
  }

  #put(plan: Leaf, members: JsonObject): ForgedLeaf {
    const index = this.#size;
    const truth: JsonObject = {
      v: 1,
      kind: plan.is,
      ledger: this.#ledger,
      index,
      time: plan.time,
      frontier: this.#frontier.map((root) => root.toString("hex")),
      void: this.#void,
      by: BY,
      ...members,
    };
    const line = canonicalLine(plan.body?.(truth) ?? truth);
    const bytes = plan.bytes?.(line) ?? line;
    this.#frontier = appendLeaf(this.#frontier, this.#size, leafHash(bytes));
    this.#size += 1;
    this.#void =
      plan.bad === true ? [...this.#void, { index, object: sha256Hex(bytes), reason: "written wrongly" }] : [];
    return { index, bytes, frontier: this.#frontier };
  }

  #rows(plan: SealPlan, listed: readonly ForgedSegment[], stands: Map<string, Stand>): JsonObject[] {
    const enrolled = (plan.roster?.["enrolled"] ?? this.#enrolled) as readonly string[];
    const names = new Set([...enrolled, ...stands.keys(), ...listed.map(({ scope }) => scope)]);
    return [...names].sort().map((scope) => {
      const own = listed.filter((segment) => segment.scope === scope);
      const segments = own.map((segment) => plan.row?.(segment.row, segment.name) ?? segment.row);
      const stand = own.reduce(
        (at, segment, i) => lead(at, segment, segments[i] as JsonObject),
        stands.get(scope) ?? NOWHERE,
      );
      stands.set(scope, stand);
      const problem = plan.failed?.[scope] ?? null;
      const observed = own.some(({ row }) => row["run"] === plan.run);
      return {
        scope,
        view: problem !== null ? "failed" : observed ? "observed" : "silent",
        problem,
        ...stand,
        segments,
      };
    });
  }
}

/** An event batch is sealed by its own run. */
const triggerOf = (run: string, listed: readonly ForgedSegment[]): string =>
  listed.some(({ row, trigger }) => row["run"] === run && trigger === "event") ? "event" : "manual";

/** Where a chain stands after a segment, going by its row. */
function lead(at: Stand, { gen, full }: ForgedSegment, { last, after, root }: JsonObject): Stand {
  return { gen, seq: last as number, head: after as string, root: root ?? null, full: full ?? at.full };
}
