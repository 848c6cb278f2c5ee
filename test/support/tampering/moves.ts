// Each object of the ledger taken away, exchanged with another, copied or moved, by somebody without the key.
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
  spare: ["", 0],
  first: ["L5", 1],
  middle: ["L5", 1],
  last: ["L5", 1],
  acts: ["L5", 1],
  abandoned: ["C7", 1],
  seal0: ["L2", 1],
  seal1: ["L2", 1],
  seal2: ["W1 W4", 2],
  note0: ["N4", 1],
  note1: ["N4", 1],
  note2: ["W1 W2 W4", 2],
};

const deletions = (Object.keys(KEYS) as Target[]).map((target) =>
  tampering(`${target}: deleted`, deleted[target][0], (objects) => objects.delete(KEYS[target]), deleted[target][1]),
);

const strays = (Object.keys(KEYS) as Target[]).flatMap((target) => [
  tampering(`${target}: a copy beside it`, "K1", copy(KEYS[target], `${KEYS[target]}.orig`)),
  tampering(
    `${target}: moved beside itself`,
    target === "genesis" ? "G1" : `K1 ${deleted[target][0]}`,
    move(KEYS[target], `${KEYS[target]}.orig`),
  ),
]);

const swaps: readonly Tampering[] = [
  tampering("first and middle segment exchanged", "C3 C4 C5 L5", swap(KEYS.first, KEYS.middle)),
  tampering("middle and last segment exchanged", "C3 C4 C5 L5", swap(KEYS.middle, KEYS.last)),
  tampering("a segment and acts exchanged", "C3 R1 A1 L5", swap(KEYS.first, KEYS.acts)),
  tampering("last segment and abandoned object exchanged", "B3 C7 L5", swap(KEYS.last, KEYS.abandoned)),
  tampering("first and middle seal exchanged", "L2", swap(KEYS.seal0, KEYS.seal1)),
  tampering("middle and newest seal exchanged", "L2", swap(KEYS.seal1, KEYS.seal2)),
  tampering("first and middle note exchanged", "N3", swap(KEYS.note0, KEYS.note1)),
  tampering("middle and newest note exchanged", "N3", swap(KEYS.note1, KEYS.note2)),
  tampering("two documents exchanged", "K2", swap(KEYS.tests, KEYS.schedule)),
  tampering("a document and genesis exchanged", "G1", swap(KEYS.tests, KEYS.genesis)),
];

const next = (key: string, digits: RegExp, to: string): string => key.replace(digits, to);

const replays: readonly Tampering[] = [
  tampering("first segment again as the next", "C3 K4", copy(KEYS.first, next(KEYS.last, /0{12}/, "000000000005"))),
  tampering("last segment again beyond the head", "K4", copy(KEYS.last, next(KEYS.last, /0{12}/, "000000000050"))),
  tampering("last segment again in the next gen", "C3 C7 K4", copy(KEYS.last, KEYS.last.replace("gen=1", "gen=2"))),
  tampering(
    "first segment again in another scope",
    "C3 K4",
    copy(KEYS.first, KEYS.first.replace("111111111111", "222222222222")),
  ),
  tampering("acts again as the next", "C3 C4 K4", copy(KEYS.acts, next(KEYS.acts, /0{12}/, "000000000001"))),
  tampering(
    "abandoned object again as the next",
    "B3 C3 K4",
    copy(KEYS.abandoned, next(KEYS.last, /0{12}/, "000000000005")),
  ),
  tampering("newest seal again as the next", "L2", (objects) => {
    copy(KEYS.seal2, next(KEYS.seal2, /2\.json/, "3.json"))(objects);
    copy(KEYS.note2, next(KEYS.note2, /2\.note/, "3.note"))(objects);
  }),
  tampering("newest note again as the next", "W4", copy(KEYS.note2, next(KEYS.note2, /2\.note/, "3.note")), 2),
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
  tampering("newest seal moved on", "L2", move(KEYS.seal2, next(KEYS.seal2, /2\.json/, "3.json"))),
];

export const moves: readonly Tampering[] = [...deletions, ...strays, ...swaps, ...replays];
