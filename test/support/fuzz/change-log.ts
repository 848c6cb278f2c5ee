// Leaves of the log left out, doubled, exchanged or made void, their rows moved, and their notes signed otherwise.
import { LOG, LOG_2, LOG_P256, impostor, STRANGER, WITNESS_A } from "../forge/keys.ts";
import { endorsement } from "../forge/endorsement.ts";
import type { Change } from "./change-value.ts";
import type { Decoded, Leaf } from "./decoded.ts";
import { harvest } from "./harvest.ts";
import type { Random } from "./random.ts";
import { copied, isMembers, type Members, put, type Value, textOf } from "./value.ts";

const copyOf = (leaf: Leaf): Leaf => ({
  ...leaf,
  value: copied(leaf.value),
  kept: new Set(leaf.kept),
  cosignatures: [],
  note: leaf.note === null ? null : { ...leaf.note, bytes: "", signatures: [...leaf.note.signatures] },
});

/** Leaves stand where their index says, mostly. */
function renumber({ leaves }: Decoded, random: Random): void {
  leaves.forEach((leaf, i) => {
    leaf.index = i;
    if (isMembers(leaf.value) && !random.chance(0.03)) put(leaf.value, "index", i);
  });
}

const onLeaves = (change: (leaves: Leaf[], at: number, random: Random, decoded: Decoded) => string): Change => {
  return (decoded, random) => {
    if (decoded.leaves.length === 0 || decoded.leaves.some(({ index }, i) => index !== i)) return null;
    const at = random.below(decoded.leaves.length);
    const what = change(decoded.leaves, at, random, decoded);
    renumber(decoded, random);
    return `leaf ${at}: ${what}`;
  };
};

const leaveOut = onLeaves((leaves, at) => {
  leaves.splice(at, 1);
  return "left out, and those after it moved up";
});

const double = onLeaves((leaves, at, random) => {
  const copy = copyOf(leaves[at] as Leaf);
  if (random.chance(0.6) && isMembers(copy.value)) {
    put(copy.value, "run", "run-again");
    for (const row of listOf(copy.value["scopes"])) if (isMembers(row)) put(row, "segments", []);
  }
  leaves.splice(at + 1, 0, copy);
  return "doubled";
});

const exchange = onLeaves((leaves, at, random) => {
  const other = random.below(leaves.length);
  [leaves[at], leaves[other]] = [leaves[other] as Leaf, leaves[at] as Leaf];
  return `exchanged with leaf ${other}`;
});

/** A leaf without note, which the next one names void or doesn't. */
const makeVoid = onLeaves((leaves, at, random) => {
  const copy = { ...copyOf(leaves[at] as Leaf), note: null };
  if (isMembers(copy.value))
    put(copy.value, random.pick(["frontier", "time", "by", "kind", "ledger"]), random.pick([null, "x", []]));
  leaves.splice(at, 0, copy);
  const next = leaves[at + 1]?.value;
  const named = random.chance(0.7);
  // The digest of the copy is not known yet: it is named by that of the leaf that it was, which is renamed.
  const digest = "f".repeat(63) + "0";
  leaves[at] = { ...copy, digest };
  if (named && isMembers(next)) {
    put(next, "void", [...listOf(next["void"]), { index: at, object: digest, reason: "written wrongly" }]);
    for (const later of leaves.slice(at + 1)) raiseVoid(later, at);
  }
  return named ? "a void leaf before it" : "a leaf without note before it";
});

/** `void` names of leaves that moved on. */
function raiseVoid({ value }: Leaf, from: number): void {
  for (const each of listOf(isMembers(value) ? value["void"] : null))
    if (isMembers(each) && typeof each["index"] === "number" && each["index"] > from) each["index"] += 1;
}

const end = onLeaves((leaves, at, random) => {
  const { value, ...like } = copyOf(leaves[at] as Leaf);
  const { v = 1, ledger = "", index = 0, time = "", frontier = [], by = {} } = value as Members;
  const isEnd = random.chance(0.5);
  const add = random.pick([LOG_2, LOG_P256]);
  const place = typeof index === "number" ? index + 1 : 0;
  const successor = random.pick([null, "a".repeat(64)]);
  const plan = { name: "", time: "" };
  const members: Members = isEnd
    ? {
        kind: "end",
        successor,
        endorsed: endorsement(textOf(ledger), place, { is: "end", ...plan, successor }),
        reason: "moved",
      }
    : {
        kind: "key",
        add: add.vkey,
        retire: random.chance(0.3) ? LOG.vkey : null,
        endorsed: endorsement(textOf(ledger), place, { is: "key", ...plan, add, retire: null }),
        reason: "a new key",
      };
  const added: Value = { v, ledger, index, time, frontier, by, void: [], ...members };
  leaves.splice(at + 1, 0, { ...like, digest: "", value: added });
  return isEnd ? "an end after it" : "a key leaf after it";
});

const rows = (change: (rows: Value[], row: Members, random: Random, next: Leaf | undefined) => string) =>
  onLeaves((leaves, at, random) => {
    const { value } = leaves[at] as Leaf;
    const scopes = listOf(isMembers(value) ? value["scopes"] : null);
    const row = scopes.length === 0 ? null : random.pick(scopes);
    if (!isMembers(row ?? undefined)) return "left as it is";
    return change(scopes, row as Members, random, leaves[at + 1]);
  });

const dropRow = rows((scopes, row) => {
  scopes.splice(scopes.indexOf(row), 1);
  return `no row of ${textOf(row["scope"])}`;
});

const dropSegment = rows((_, row, random) => {
  const segments = listOf(row["segments"]);
  segments.splice(random.below(segments.length + 1), 1);
  return `a segment of ${textOf(row["scope"])} is not listed`;
});

const delaySegment = rows((_, row, random, next) => {
  const segments = listOf(row["segments"]);
  const later = listOf(isMembers(next?.value) ? next.value["scopes"] : null);
  const other = later.find((each) => isMembers(each) && each["scope"] === row["scope"]);
  if (segments.length === 0 || !isMembers(other)) return "left as it is";
  const moved = segments.splice(random.below(segments.length), 1);
  put(other, "segments", [...moved, ...listOf(other["segments"])]);
  if (row["view"] === "observed" && random.chance(0.5)) put(row, "view", random.pick(["silent", "failed"]));
  return `a segment of ${textOf(row["scope"])} is listed by the next`;
});

const otherNote = onLeaves((leaves, at, random, decoded) => {
  const leaf = leaves[at] as Leaf;
  if (leaf.note === null || random.chance(0.2)) {
    leaf.note = leaf.note === null ? { text: "x\n1\nx\n", bytes: "", signatures: [LOG] } : null;
    return leaf.note === null ? "no note" : "a note";
  }
  const signer = random.pick([LOG, LOG_2, LOG_P256, STRANGER, WITNESS_A, impostor(LOG), impostor(WITNESS_A)]);
  const { signatures, text } = leaf.note;
  switch (random.below(4)) {
    case 0:
      signatures.push(signer);
      return `also signed by ${signer.vkey}`;
    case 1:
      leaf.note.signatures = [signer];
      return `signed by ${signer.vkey} alone`;
    case 2:
      leaf.note.signatures = signatures.slice(1);
      return "a signature less";
    default: {
      const [origin, size, root] = text.split("\n");
      const digest = Buffer.from(random.pick([...harvest(decoded).digests, ""]), "hex").toString("base64");
      const changed = random.pick([
        `x\n${size}\n${root}\n`,
        `${origin}\n${Number(size) + 1}\n${root}\n`,
        `${origin}\n${size}\n${digest}\n`,
        `${text}more\n`,
      ]);
      leaf.note = { ...leaf.note, text: changed };
      leaf.kept.add("note");
      return `its note has the text ${JSON.stringify(changed)}`;
    }
  }
});

const listOf = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : []);

export const logChanges: readonly (readonly [weight: number, change: Change])[] = [
  [2, leaveOut],
  [2, double],
  [1, exchange],
  [3, makeVoid],
  [3, end],
  [2, dropRow],
  [2, dropSegment],
  [3, delaySegment],
  [5, otherNote],
];
