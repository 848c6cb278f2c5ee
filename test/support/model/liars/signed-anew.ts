// Hashes and signs a manuscript: heads, positions, rows, frontiers and notes follow from what it says. The keys are the log's own.
import { canonicalLine, type Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { sha256Hex, ZERO_DIGEST } from "../../../../evidence-schema/bytes/digest.ts";
import { appendLeaf, leafHash, rootOfFrontier } from "../../../../evidence-schema/log/merkle.ts";
import { ACTS_SCOPE, noteKey, sealKey, segmentKey } from "../../../../evidence-schema/keys/object-key.ts";
import { GzipWriter } from "../../../../ledger/read/gzip-member.ts";
import { ORIGIN } from "../../forge/keys.ts";
import { signedNote } from "../../forge/note.ts";
import {
  type Body,
  type DraftLeaf,
  type DraftRecord,
  type DraftRow,
  type DraftSegment,
  type Manuscript,
  signersOf,
} from "./manuscript.ts";

type Position = { readonly gen: number; readonly seq: number };
type Stand = Position & { readonly head: string; readonly root: Json; readonly full: Position | null };
const NOWHERE: Stand = { gen: 0, seq: -1, head: ZERO_DIGEST, root: null, full: null };

/** The objects of the ledger that a manuscript tells. */
export function signedAnew({ objects, leaves, unsealed }: Manuscript): Map<string, Buffer> {
  return new Signing(new Map(objects)).sign(leaves, unsealed);
}

class Signing {
  readonly #objects: Map<string, Buffer>;
  #stands = new Map<string, Stand>();
  /** Where records stood before, and where they stand now, by scope and position. */
  readonly #moved = new Map<string, Position>();
  #frontier: Buffer[] = [];
  #void: Body[] = [];

  constructor(objects: Map<string, Buffer>) {
    this.#objects = objects;
  }

  sign(leaves: readonly DraftLeaf[], unsealed: readonly DraftSegment[]): Map<string, Buffer> {
    for (const [index, leaf] of leaves.entries()) this.#leaf(index, leaf);
    for (const segment of unsealed) this.#segment(segment);
    return this.#objects;
  }

  #leaf(index: number, leaf: DraftLeaf): void {
    const stands = new Map(this.#stands);
    const bytes = leaf.raw ?? canonicalLine(this.#body(index, leaf));
    this.#frontier = appendLeaf(this.#frontier, index, leafHash(bytes));
    this.#objects.set(sealKey(index), bytes);
    if (leaf.signers.length === 0) {
      // It seals nothing: the next leaf goes on from where the one before stood.
      this.#stands = stands;
      this.#void.push({ index, object: sha256Hex(bytes), reason: "it breaks a rule" });
      return;
    }
    this.#void = [];
    const text = `${ORIGIN}\n${index + 1}\n${rootOfFrontier(this.#frontier).toString("base64")}\n`;
    this.#objects.set(noteKey(index), signedNote(text, leaf.signers));
  }

  #body(index: number, leaf: DraftLeaf): Body {
    const scopes = leaf.body["kind"] === "seal" ? { scopes: leaf.rows.map((row) => this.#row(row)) } : {};
    const frontier = this.#frontier.map((root) => root.toString("hex"));
    const body: Body = { ...endorsedAt(index, leaf.body), ...scopes, index, frontier, void: this.#void };
    return leaf.after?.(body) ?? body;
  }

  #row({ scope, view, problem, segments }: DraftRow): Json {
    const listed = segments.map((segment) => this.#segment(segment));
    const { gen, seq, head, root, full } = this.#stands.get(scope) ?? NOWHERE;
    return { scope, view, problem, gen, seq, head, root, full, segments: listed };
  }

  #segment(segment: DraftSegment): Json {
    const { scope, gen, records } = segment;
    const stand = this.#stands.get(scope) ?? NOWHERE;
    const restarts = gen > stand.gen;
    const [first, before] = restarts ? [0, ZERO_DIGEST] : [stand.seq + 1, stand.head];
    records.forEach((record, at) => this.#moved.set(place(scope, record), { gen, seq: first + at }));
    let head = before;
    const gzip = new GzipWriter();
    records.forEach((record, at) => {
      const linked = {
        ...record,
        gen,
        seq: first + at,
        prev: head,
        body: this.#bodyOf(record, restarts ? stand : null),
      };
      const line = canonicalLine((segment.after?.(linked, at) ?? linked) as unknown as Json);
      gzip.add(line);
      head = sha256Hex(line);
    });
    const object = gzip.end();
    const key = segmentKey(scope, gen, first);
    this.#objects.set(key, object);
    const [opened, closed] = [records[0] as DraftRecord, (records.at(-1) as DraftRecord).body];
    const isActs = scope === ACTS_SCOPE;
    const root = isActs ? null : (closed["root"] as Json);
    const full = opened.body["extent"] === "full" ? { gen, seq: first } : stand.full;
    const last = first + records.length - 1;
    this.#stands.set(scope, { gen, seq: last, head, root, full });
    const { run, time } = opened;
    const counts = isActs ? null : (closed["counts"] as Json);
    const digests = { content: gzip.content, object: sha256Hex(object) };
    return { key, ...digests, first, last, before, after: head, root, counts, run, time };
  }

  // What a record says of positions follows them.
  #bodyOf({ scope, type, body }: DraftRecord, restarted: Stand | null): Body {
    if (restarted !== null && body["restarts"] !== undefined) {
      const { gen, seq, head } = restarted;
      return { ...body, restarts: { ...(body["restarts"] as Body), gen, seq, head } };
    }
    if (type === "finding") return { ...body, finding: this.#finding(scope, body["finding"] as Body) };
    if (type !== "observation") return body;
    return { ...body, findings: (body["findings"] as Body[]).map((finding) => this.#finding(scope, finding)) };
  }

  #finding(scope: string, finding: Body): Body {
    const held = finding["held"] as Body;
    const opened = held["opened"] as Position | null;
    const moved = opened === null ? undefined : this.#moved.get(place(scope, opened));
    return moved === undefined ? finding : { ...finding, held: { ...held, opened: { ...moved } } };
  }
}

/** A key or end leaf that was signed for another index: whoever endorsed it endorses it once more. */
function endorsedAt(index: number, body: Body): Body {
  const endorsed = body["endorsed"];
  if (typeof endorsed !== "string" || endorsed.includes(`\nindex ${index}\n`)) return body;
  const text = endorsed.slice(0, endorsed.indexOf("\n\n") + 1).replace(/\nindex \d+\n/, `\nindex ${index}\n`);
  return { ...body, endorsed: signedNote(text, signersOf(Buffer.from(endorsed))).toString() };
}

const place = (scope: string, { gen, seq }: Position): string => `${scope} ${gen} ${seq}`;
