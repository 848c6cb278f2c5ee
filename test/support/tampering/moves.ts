// Each object of the ledger taken away, exchanged with another, copied or moved, by somebody without the key.
import { attachmentKey, noteKey, sealKey, timestampKey } from "../../../evidence-schema/keys/object-key.ts";
import type { Objects } from "../forge/forge.ts";
import { KEYS, type Target } from "./base.ts";
import { type Tampering, tampering } from "./tampering.ts";

const move = (from: string, to: string) => (objects: Objects) => {
  objects.set(to, objects.get(from) as Buffer);
  objects.delete(from);
};
const copy = (from: string, to: string) => (objects: Objects) => objects.set(to, objects.get(from) as Buffer);
const swap = (a: string, b: string) => (objects: Objects) => {
  const [first, second] = [objects.get(a) as Buffer, objects.get(b) as Buffer];
  objects.set(a, second).set(b, first);
};

const deleted: Readonly<Record<Target, readonly [rules: string, exit: Tampering["exit"]]>> = {
  genesis: ["G1", 1],
  tests: ["K3", 1],
  schedule: ["K3", 1],
  controls: ["K3", 1],
  roster: ["K3", 1],
  spare: ["", 0],
  first: ["L5", 1],
  middle: ["L5", 1],
  last: ["L5", 1],
  acts: ["L5", 1],
  moreActs: ["L5", 1],
  attachment: ["K6", 1],
  stamp: ["L11", 1],
  abandoned: ["C7", 1],
  seal0: ["L2", 1],
  seal1: ["L2", 1],
  keyLeaf: ["L2", 1],
  seal2: ["W1 W4", 2],
  note0: ["N4", 1],
  note1: ["N4", 1],
  keyNote: ["N4", 1],
  note2: ["W1 W2 W4", 2],
};

const deletions = (Object.keys(KEYS) as Target[]).map((target) =>
  tampering(`${target}: deleted`, deleted[target][0], (objects) => objects.delete(KEYS[target]), deleted[target][1]),
);

const strays = (Object.keys(KEYS) as Target[]).flatMap((target) => [
  tampering(`${target}: a copy beside it`, "K1", copy(KEYS[target], `${KEYS[target]}.orig`), 4),
  tampering(
    `${target}: moved beside itself`,
    target === "genesis" ? "G1" : `K1 ${deleted[target][0]}`,
    move(KEYS[target], `${KEYS[target]}.orig`),
    deleted[target][1] === 0 ? 4 : deleted[target][1],
  ),
]);

const swaps: readonly Tampering[] = [
  tampering("first and middle segment exchanged", "C3 C4 C5 L5", swap(KEYS.first, KEYS.middle)),
  tampering("middle and last segment exchanged", "C3 C4 C5 L5", swap(KEYS.middle, KEYS.last)),
  tampering("a segment and acts exchanged", "C3 R1 A1 L5", swap(KEYS.first, KEYS.acts)),
  tampering("last segment and abandoned object exchanged", "B3 C3 C7 L5", swap(KEYS.last, KEYS.abandoned)),
  tampering("first and middle seal exchanged", "L1 L2", swap(KEYS.seal0, KEYS.seal1)),
  tampering("middle and newest seal exchanged", "L2", swap(KEYS.seal1, KEYS.seal2)),
  tampering("first and middle note exchanged", "N3", swap(KEYS.note0, KEYS.note1)),
  tampering("middle and newest note exchanged", "N3", swap(KEYS.note1, KEYS.note2)),
  tampering("key leaf and a seal exchanged", "L2", swap(KEYS.keyLeaf, KEYS.seal1)),
  tampering("note of the key leaf and of a seal exchanged", "N3", swap(KEYS.keyNote, KEYS.note1)),
  tampering("a stamp and an attachment exchanged", "K6 L11", swap(KEYS.stamp, KEYS.attachment)),
  tampering("two documents exchanged", "K2", swap(KEYS.tests, KEYS.schedule)),
  tampering("a document and genesis exchanged", "G1", swap(KEYS.tests, KEYS.genesis)),
];

const next = (key: string, digits: RegExp, to: string): string => key.replace(digits, to);

const replays: readonly Tampering[] = [
  tampering("first segment again as the next", "K4", copy(KEYS.first, next(KEYS.last, /0{12}/, "000000000005")), 4),
  tampering("last segment again beyond the head", "K4", copy(KEYS.last, next(KEYS.last, /0{12}/, "000000000050")), 4),
  tampering("last segment again in the next gen", "K4", copy(KEYS.last, KEYS.last.replace("gen=1", "gen=2")), 4),
  tampering(
    "first segment again in another scope",
    "K4",
    copy(KEYS.first, KEYS.first.replace("111111111111", "222222222222")),
    4,
  ),
  tampering("acts again as the next", "K4", copy(KEYS.acts, next(KEYS.acts, /0{12}/, "000000000002")), 4),
  tampering(
    "abandoned object again as the next",
    "K4",
    copy(KEYS.abandoned, next(KEYS.last, /0{12}/, "000000000005")),
    4,
  ),
  tampering("newest seal again as the next", "L2", (objects) => {
    copy(KEYS.seal2, sealKey(4))(objects);
    copy(KEYS.note2, noteKey(4))(objects);
  }),
  tampering("a stamp again as a further one", "", copy(KEYS.stamp, timestampKey(0, 1)), 0),
  tampering("a stamp moved to a further one", "L11", move(KEYS.stamp, timestampKey(0, 1))),
  tampering("a stamp of a checkpoint beyond the newest", "W4", copy(KEYS.stamp, timestampKey(4)), 2),
  tampering("an attachment under another name", "K6", copy(KEYS.attachment, attachmentKey("0".repeat(64))), 4),
  tampering("an attachment moved to another name", "K6", move(KEYS.attachment, attachmentKey("0".repeat(64)))),
  tampering("newest note again as the next", "W4", copy(KEYS.note2, noteKey(4)), 2),
  tampering(
    "a document again under another kind",
    "",
    copy(KEYS.controls, KEYS.controls.replace("controls", "routes")),
    0,
  ),
  tampering("a document moved to another kind", "K3", move(KEYS.controls, KEYS.controls.replace("controls", "routes"))),
  tampering(
    "a document moved to another digest",
    "K2 K3",
    move(KEYS.controls, KEYS.spare.replace("waivers", "controls")),
  ),
  tampering(
    "middle segment moved past the end",
    "L5 K4",
    move(KEYS.middle, KEYS.middle.replace(/\d{12}\./, "000000000090.")),
  ),
  tampering("newest seal moved on", "L2", move(KEYS.seal2, sealKey(4))),
];

export const moves: readonly Tampering[] = [...deletions, ...strays, ...swaps, ...replays];
