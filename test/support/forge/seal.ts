// The leaves of a forged log: what each scope stands at, the segments since, slots, frontier and void.
import { canonicalLine, type Json } from "../../../evidence-schema/canonical.ts";
import { sha256Hex, ZERO_DIGEST } from "../../../evidence-schema/digest.ts";
import { appendLeaf, leafHash } from "../../../evidence-schema/merkle.ts";
import type { JsonObject, Position } from "../../../evidence-schema/record.ts";
import type { ForgedSegment } from "./chain.ts";
import type { SealPlan } from "./plan.ts";
import { slotsDue } from "./slots.ts";

type Stand = {
  readonly gen: number;
  readonly seq: number;
  readonly head: string;
  readonly root: Json;
  readonly full: Position | null;
};
const NOWHERE: Stand = { gen: 0, seq: -1, head: ZERO_DIGEST, root: null, full: null };

export type ForgedLeaf = { readonly index: number; readonly bytes: Buffer; readonly frontier: readonly Buffer[] };

/** The log as its sealer sees it. A bad leaf counts in the tree and changes nothing else. */
export class Log {
  readonly #ledger: string;
  readonly #enrolled: readonly string[];
  #frontier: Buffer[] = [];
  #size = 0;
  #void: JsonObject[] = [];
  #stands = new Map<string, Stand>();
  #listed = new Set<string>();
  #before: { time: string; schedule: JsonObject | null } | null = null;

  constructor(ledger: string, enrolled: readonly string[]) {
    this.#ledger = ledger;
    this.#enrolled = enrolled;
  }

  /** Seals `segments` (all forged so far, in order) as `plan` says; `documents` are the digests in force. */
  seal(
    plan: SealPlan,
    segments: readonly ForgedSegment[],
    documents: JsonObject,
    schedule: JsonObject | null,
  ): ForgedLeaf {
    const index = this.#size;
    const listed = segments.filter(({ name }) => plan.lists?.includes(name) ?? !this.#listed.has(name));
    const stands = new Map(this.#stands);
    const rows = this.#rows(plan, listed, stands);
    const { run, time, slot } = plan;
    const roster = plan.roster ?? { enrolled: this.#enrolled.toSorted(), excluded: [], found: [], unlisted: [] };
    const slots = this.#before === null ? [] : slotsDue(this.#before.schedule, this.#before.time, time);
    const truth = {
      v: 1,
      kind: "seal",
      ledger: this.#ledger,
      index,
      time,
      run,
      trigger: slot === null ? triggerOf(run, listed) : "slot",
      slot,
      documents,
      scopes: plan.scopes?.(rows) ?? rows,
      roster,
      slots: slots.map((due) => ({ slot: due, run: due === slot ? run : null })),
      frontier: this.#frontier.map((root) => root.toString("hex")),
      void: this.#void,
    };
    const line = canonicalLine(plan.body?.(truth) ?? truth);
    const bytes = plan.bytes?.(line) ?? line;
    this.#grow(bytes);
    if (plan.bad === true) this.#void.push({ index, object: sha256Hex(bytes), reason: "written wrongly" });
    else {
      for (const { name } of listed) this.#listed.add(name);
      [this.#void, this.#stands, this.#before] = [[], stands, { time, schedule }];
    }
    return { index, bytes, frontier: this.#frontier };
  }

  #grow(bytes: Buffer): void {
    this.#frontier = appendLeaf(this.#frontier, this.#size, leafHash(bytes));
    this.#size += 1;
  }

  #rows(plan: SealPlan, listed: readonly ForgedSegment[], stands: Map<string, Stand>): JsonObject[] {
    const names = new Set([...this.#enrolled, ...stands.keys(), ...listed.map(({ scope }) => scope)]);
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
