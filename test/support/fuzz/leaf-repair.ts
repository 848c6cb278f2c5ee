// Writes the leaves of the log anew: rows, where chains stand, what is void, the frontier, and endorsements.
import { sha256Hex, ZERO_DIGEST } from "../../../evidence-schema/bytes/digest.ts";
import type { Built } from "./chain-repair.ts";
import type { Rebuilding } from "./rebuilding.ts";
import { type Leaf, signaturesOf } from "./decoded.ts";
import { resigned } from "./signing.ts";
import { isMembers, type Members, put, type Value, textOf } from "./value.ts";

const NOWHERE: Members = { gen: 0, seq: -1, head: ZERO_DIGEST, root: null, full: null };

export class LeafRepair {
  readonly #rebuilding: Rebuilding;
  /** By the keys before and now. */
  readonly #built = new Map<Value, Built>();
  readonly #stands = new Map<Value, Members>();

  constructor(rebuilding: Rebuilding) {
    this.#rebuilding = rebuilding;
  }

  built(before: string, built: Built): void {
    this.#built.set(before, built);
    this.#built.set(built.key, built);
  }

  /** What the leaf says now, after a tree of the given frontier; null: it keeps its own. One that is void stays wrong. */
  write(leaf: Leaf, frontier: readonly Buffer[] | null, isVoid: boolean): Value {
    const value = this.#rebuilding.rename(leaf.value);
    if (!isMembers(value) || isVoid) return value;
    const repair = (name: string, truth: Value): void => {
      if (Object.hasOwn(value, name) && !leaf.kept.has(name)) put(value, name, truth);
    };
    if (this.#rebuilding.repairs.has("ledger")) repair("ledger", this.#rebuilding.ledger);
    if (frontier !== null)
      repair(
        "frontier",
        frontier.map((root) => root.toString("hex")),
      );
    if (typeof value["endorsed"] === "string" && this.#rebuilding.repairs.has("endorsement"))
      repair("endorsed", this.#endorsement(value, value["endorsed"]));
    if (this.#rebuilding.repairs.has("roster")) this.#roster(value);
    if (Array.isArray(value["scopes"]))
      value["scopes"].forEach((row, i) => isMembers(row) && this.#row(row, `scopes/${i}`, leaf.kept));
    return value;
  }

  #endorsement({ kind, index, add, retire, successor }: Members, endorsed: string): string {
    const said = (member: Value | undefined): string => (typeof member === "string" ? member : "-");
    const place = `${this.#rebuilding.ledger}\nindex ${JSON.stringify(index)}`;
    const text =
      kind === "end"
        ? `tidemark/end/v1\n${place}\nsuccessor ${said(successor)}\n`
        : `tidemark/key/v1\n${place}\nadd ${said(add)}\nretire ${said(retire)}\n`;
    return resigned(text, signaturesOf(endorsed));
  }

  /** What the seal says of the roster becomes what its document says. */
  #roster(value: Members): void {
    const named = isMembers(value["documents"]) ? value["documents"]["roster"] : null;
    const document = this.#rebuilding.documents.get(textOf(named));
    const { roster, scopes } = value;
    if (!isMembers(document) || !isMembers(roster) || !Array.isArray(scopes)) return;
    if (!Array.isArray(document["enrolled"]) || !Array.isArray(document["excluded"])) return;
    const enrolled = document["enrolled"].map((each) => (isMembers(each) ? (each["scope"] ?? null) : null));
    roster["enrolled"] = enrolled;
    roster["excluded"] = document["excluded"];
    const there = new Set(scopes.map((row) => (isMembers(row) ? row["scope"] : null)));
    const added = enrolled.filter((scope) => !there.has(scope));
    if (added.length === 0) return;
    const rows = added.map((scope) => ({ scope, view: "silent", problem: null, ...NOWHERE, segments: [] }));
    value["scopes"] = [...scopes, ...rows].sort((a, b) => (scopeOf(a) < scopeOf(b) ? -1 : 1));
  }

  #row(row: Members, path: string, kept: ReadonlySet<string>): void {
    const scope = row["scope"] ?? null;
    const segments = Array.isArray(row["segments"]) ? row["segments"] : [];
    // Where leaves before were taken away, the first row that is there says where the chain stood.
    let stand = this.#stands.get(scope) ?? row;
    segments.forEach((each, i) => {
      if (!isMembers(each)) return;
      const built = this.#built.get(each["key"] ?? null);
      if (this.#rebuilding.repairs.has("row") && built !== undefined)
        fill(each, { ...built.row, object: sha256Hex(built.object) }, `${path}/segments/${i}`, kept);
      const { last = null, after = null, root = null } = each;
      stand = {
        gen: built?.gen ?? stand["gen"] ?? 0,
        seq: last,
        head: after,
        root,
        full: built?.full ?? stand["full"] ?? null,
      };
    });
    if (this.#rebuilding.repairs.has("stand") && stand !== row) fill(row, stand, path, kept);
    const { gen = 0, seq = -1, head = ZERO_DIGEST, root = null, full = null } = stand;
    this.#stands.set(scope, { gen, seq, head, root, full });
  }
}

const scopeOf = (row: Value): string => (isMembers(row) ? textOf(row["scope"]) : "");

/** Gives members that are there what they should say, but those that were changed. */
function fill(members: Members, truth: Members, path: string, kept: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(truth)) {
    const own = `${path}/${name}`;
    const isChanged = [...kept].some((each) => each === own || each.startsWith(`${own}/`));
    if (Object.hasOwn(members, name) && !isChanged) put(members, name, value);
  }
}
