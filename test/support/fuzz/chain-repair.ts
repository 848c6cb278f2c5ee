// Writes the segments of all chains anew: envelopes, state, restarts and objects.
import { sha256Hex, ZERO_DIGEST } from "../../../evidence-schema/bytes/digest.ts";
import { ACTS_SCOPE, segmentKey } from "../../../evidence-schema/keys/object-key.ts";
import { OUTCOMES } from "../../../evidence-schema/record/record.ts";
import { gzip } from "../forge/gzip.ts";
import type { Said, Segment } from "./decoded.ts";
import type { Rebuilding } from "./rebuilding.ts";
import { StateRepair } from "./state-repair.ts";
import { isMembers, lineOf, type Members, put, type Value, textOf } from "./value.ts";

/** A segment as it is stored now. */
export type Built = {
  readonly key: string;
  readonly object: Buffer;
  /** What a seal's row says of it. */
  readonly row: Members;
  readonly gen: number;
  /** Position of its first line where it is a full one. */
  readonly full: Value;
  /** Digests of its lines, before and now. */
  readonly digests: readonly (readonly [string, string])[];
};

type Head = { gen: number; seq: number; head: string };

export class ChainRepair {
  readonly #rebuilding: Rebuilding;
  readonly #heads = new Map<string, Head>();
  readonly #states = new Map<string, StateRepair>();

  constructor(rebuilding: Rebuilding) {
    this.#rebuilding = rebuilding;
  }

  write(segment: Segment): Built {
    const { repairs } = this.#rebuilding;
    const before = this.#heads.get(segment.scope) ?? start(segment);
    const continues = segment.main && segment.gen === before.gen;
    const head: Head = continues
      ? { ...before }
      : { gen: segment.gen, seq: segment.first - 1, head: segment.main ? ZERO_DIGEST : textOf(prevOf(segment)) };
    const lines = segment.lines.map((line) => this.#renamed(line));
    if (segment.main && segment.gen > before.gen && repairs.has("restarts"))
      for (const each of lines) restart(each, before);
    const isFolded =
      segment.main && segment.scope !== ACTS_SCOPE && (before.seq < 0 || this.#states.has(segment.scope));
    const filled = isFolded ? this.#state(segment.scope).fill(lines, head.seq + 1) : lines;
    const [first, from] = [head.seq + 1, head.head];
    const digests: [string, string][] = [];
    const content = Buffer.concat(filled.map((line) => this.#line(line, head, segment.main, digests)));
    if (segment.main) this.#heads.set(segment.scope, head);
    return {
      key: keyOf(segment),
      object: gzip(content),
      ...stand(segment, filled, content, { first, from, head }),
      digests,
    };
  }

  #state(scope: string): StateRepair {
    const state = this.#states.get(scope) ?? new StateRepair(scope, this.#rebuilding);
    this.#states.set(scope, state);
    return state;
  }

  #renamed({ value, digest, kept }: Said): Said {
    return { value: this.#rebuilding.rename(value), digest, kept };
  }

  #line({ value, digest, kept }: Said, head: Head, main: boolean, digests: [string, string][]): Buffer {
    const { repairs, ledger } = this.#rebuilding;
    if (isMembers(value)) {
      const repair = (member: string, truth: Value): void => {
        if (Object.hasOwn(value, member) && !kept.has(member)) put(value, member, truth);
      };
      if (repairs.has("ledger")) repair("ledger", ledger);
      if (repairs.has("seq") && main) repair("seq", head.seq + 1);
      if (repairs.has("prev") && (main || digests.length > 0)) repair("prev", head.head);
    }
    const line = lineOf(value);
    head.seq += 1;
    head.head = sha256Hex(line);
    digests.push([digest, head.head]);
    return line;
  }
}

/** Where a chain begins, or where it goes on from what was taken away. */
const start = (segment: Segment): Head =>
  segment.main && segment.first > 0
    ? { gen: segment.gen, seq: segment.first - 1, head: textOf(prevOf(segment)) }
    : { gen: 0, seq: -1, head: ZERO_DIGEST };

const prevOf = ({ lines }: Segment): Value => (lines[0]?.value as Members | undefined)?.["prev"] ?? null;

/** A restart names where the chain stands. */
function restart({ value, kept }: Said, before: Head): void {
  const body = isMembers(value) ? value["body"] : null;
  const restarts = isMembers(body) ? body["restarts"] : null;
  if (!isMembers(restarts)) return;
  for (const [member, truth] of Object.entries(before))
    if (Object.hasOwn(restarts, member) && !kept.has(`body/restarts/${member}`)) restarts[member] = truth;
}

/** The key of a segment, also where its scope is none. */
function keyOf({ scope, gen, first }: Segment): string {
  try {
    return segmentKey(scope, gen, first);
  } catch {
    const [provider = "", ...id] = scope.split("/");
    const encoded = encodeURIComponent(id.join("/").toWellFormed()).slice(0, 240);
    return `records/provider=${provider || "none"}/scope=${encoded || "none"}/gen=${gen}/${String(first).padStart(12, "0")}.ndjson.gz`;
  }
}

function stand(
  segment: Segment,
  lines: readonly Said[],
  content: Buffer,
  { first, from, head }: { first: number; from: string; head: Head },
): Pick<Built, "row" | "gen" | "full"> {
  const records = lines.flatMap(({ value }) => (isMembers(value) ? [value] : []));
  const body = (type: string): Members => {
    const found = records.findLast((record) => record["type"] === type)?.["body"];
    return isMembers(found) ? found : {};
  };
  const isActs = segment.scope === ACTS_SCOPE;
  const [closed, opened] = [body("run-closed"), body("run-opened")];
  const counts = isMembers(closed["counts"]) ? closed["counts"] : {};
  const row: Members = {
    content: sha256Hex(content),
    first,
    last: head.seq,
    before: from,
    after: head.head,
    root: isActs ? null : (closed["root"] ?? null),
    counts: isActs ? null : Object.fromEntries(OUTCOMES.map((outcome) => [outcome, counts[outcome] ?? 0])),
    run: records[0]?.["run"] ?? "",
    time: records[0]?.["time"] ?? "",
  };
  return { row, gen: segment.gen, full: opened["extent"] === "full" ? { gen: segment.gen, seq: first } : null };
}
