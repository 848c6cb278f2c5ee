// Windows of a ledger whose past was changed or taken away, kept checkpoints, and lies of one who has the key.
import { onSeal, onSegment } from "../forge/edit.ts";
import { forge, type Objects, rootsOf } from "../forge/forge.ts";
import { rosterOf } from "../forge/documents.ts";
import type { Plan } from "../forge/plan.ts";
import { at, AWS, HOURLY, runOf } from "../forge/small.ts";
import { KEYS, NOW, UNWATCHED, WATCHED } from "./base.ts";
import { type Tampering, tampering } from "./tampering.ts";

/** The period of the last slot alone. */
const LAST_HOUR = { from: at("10:30"), now: NOW };

/** That of the last two; a key leaf lies between its first seal and the one before. */
const LAST_HOURS = { from: at("09:30"), now: NOW };

const windowed = (
  name: string,
  rules: string,
  tamper: (objects: Objects) => void,
  exit: Tampering["exit"] = 1,
): Tampering => ({
  ...tampering(`in a window: ${name}`, rules, tamper, exit),
  ...LAST_HOUR,
});
const respell =
  (key: string, from: string, to: string) =>
  (objects: Objects): void => {
    const text = (objects.get(key) as Buffer).toString();
    if (!text.includes(from)) throw new Error(`found no ${from} in ${key}, expected it to be tampered with`);
    objects.set(key, Buffer.from(text.replace(from, () => to)));
  };
const drop =
  (...keys: readonly string[]) =>
  (objects: Objects): void =>
    keys.forEach((key) => objects.delete(key));
const BEFORE = [
  KEYS.first,
  KEYS.middle,
  KEYS.acts,
  KEYS.moreActs,
  KEYS.stamp,
  KEYS.attachment,
  KEYS.seal0,
  KEYS.note0,
  KEYS.keyLeaf,
  KEYS.keyNote,
];

const pasts: readonly Tampering[] = [
  windowed("untouched", "", () => undefined, 0),
  windowed("all that earlier seals list removed", "", drop(...BEFORE), 0),
  windowed("the seal before it changed", "L3", respell(KEYS.seal1, "observed", "failed")),
  windowed(
    "the time of the seal before it changed",
    "L3",
    respell(KEYS.seal1, '"time":"2026-03-01T10:05', '"time":"2026-03-01T10:06'),
  ),
  windowed("the seal before it garbage", "L3", (objects) => objects.set(KEYS.seal1, Buffer.from("{}\n"))),
  windowed("the seal before it removed", "W6", drop(KEYS.seal1, KEYS.note1), 2),
  {
    ...windowed("the key leaf before it changed", "L3", respell(KEYS.keyLeaf, "every year", "every week")),
    ...LAST_HOURS,
  },
  { ...windowed("the key leaf before it removed", "W6 L2", drop(KEYS.keyLeaf, KEYS.keyNote), 2), ...LAST_HOURS },
  windowed(
    "its first seal dated before it",
    "L3 L4 N3",
    respell(KEYS.seal2, '"time":"2026-03-01T11:05', '"time":"2026-03-01T10:15'),
  ),
  windowed("its segment removed", "L5", drop(KEYS.last)),
  windowed("what it abandoned removed", "C7", drop(KEYS.abandoned)),
];

const kept = (
  name: string,
  rules: string,
  size: number,
  root: string,
  exit: Tampering["exit"],
  tamper: (objects: Objects) => void = () => undefined,
): Tampering => ({
  ...tampering(name, rules, tamper, exit),
  kept: [`checkpoint ${size} ${root}\n`],
});
const rootOf = (size: number): string => rootsOf(WATCHED)[size] as string;
const OTHER = Buffer.alloc(32, 7).toString("base64");
const NEWEST = [KEYS.seal2, KEYS.note2, KEYS.last, KEYS.abandoned];

const checkpoints: readonly Tampering[] = [
  kept("a kept checkpoint of it", "", 3, rootOf(3), 0),
  kept("a kept checkpoint of another history", "N5", 3, OTHER, 1),
  kept("a kept checkpoint of another history, of its newest tree", "N5", 4, OTHER, 1),
  {
    ...kept(
      "everything of the newest seal removed, there are no slots, and its checkpoint was kept",
      "W10",
      4,
      rootsOf(UNWATCHED)[4] as string,
      2,
    ),
    forged() {
      const forged = forge(UNWATCHED);
      drop(...NEWEST)(forged.objects);
      return forged;
    },
  },
];

const lying = (
  name: string,
  rules: string,
  plan: Plan,
  exit: Tampering["exit"] = 1,
  asked: Partial<Tampering> = {},
): Tampering => ({
  ...tampering(`with the key: ${name}`, rules, () => undefined, exit),
  forged: () => forge(plan),
  ...asked,
});
const observed = (rows: readonly { readonly [member: string]: unknown }[]) =>
  rows.map((row) => (row["scope"] === AWS ? { ...row, view: "observed" } : row)) as never;

/** What one who holds the key may sign, and what of it is seen. */
const lies: readonly Tampering[] = [
  lying(
    "the run of an hour ago sealed again for this slot",
    "L9",
    onSeal(WATCHED, "s2", (seal) => ({ ...seal, run: runOf("10") })),
  ),
  lying(
    "one slot sealed twice",
    "L10",
    onSeal(WATCHED, "s2", (seal) => ({ ...seal, run: runOf("10"), slot: at("10:00"), lists: [] })),
  ),
  lying("a slot observed without a segment", "L9", {
    ...onSeal(WATCHED, "s2", (seal) => ({ ...seal, lists: [], scopes: observed })),
    steps: onSeal(WATCHED, "s2", (seal) => ({ ...seal, lists: [], scopes: observed })).steps.filter(
      ({ name }) => !["a2", "b0"].includes(name),
    ),
  }),
  lying(
    "a run of another slot",
    "R2 L9",
    onSegment(WATCHED, "a1", (segment) => ({ ...segment, run: runOf("11") })),
  ),
  lying(
    "a roster of nobody",
    "L8",
    onSeal(WATCHED, "s2", (seal) => ({ ...seal, documents: { roster: rosterOf([]) } })),
  ),
  lying(
    "a scope left out of the roster",
    "L8",
    onSeal(WATCHED, "s2", (seal) => ({
      ...seal,
      roster: { enrolled: [], excluded: [], found: [], unlisted: [] },
    })),
  ),
  lying(
    "a run under a roster that asks nothing of it",
    "R11",
    onSegment(WATCHED, "a1", (segment) => ({ ...segment, documents: { roster: rosterOf([]) } })),
  ),
  lying("a grace of a week", "K5", {
    ...WATCHED,
    documents: { ...WATCHED.documents, schedule: { ...HOURLY, graceSeconds: 604_800 } },
  }),
];

export const windowTamperings: readonly Tampering[] = [...pasts, ...checkpoints, ...lies];
