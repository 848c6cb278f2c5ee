// One ledger of the fuzzer: a finished one, what was changed of it, and what is asked. All of it follows from a seed.
import { mkdir, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { Objects } from "../forge/forge.ts";
import type { Question } from "../ledgers-on-disk.ts";
import { askAbout } from "./ask-about.ts";
import { changeAnswers } from "./change-answers.ts";
import { changeEntries } from "./change-entries.ts";
import { changeObjects } from "./change-objects.ts";
import { logChanges } from "./change-log.ts";
import { recordChanges } from "./change-records.ts";
import { changeTrust } from "./change-trust.ts";
import { type Change, changeValue, renameText } from "./change-value.ts";
import { harvest } from "./harvest.ts";
import { someBase } from "./pool.ts";
import { Random } from "./random.ts";
import { EVERY, someRepairs } from "./repairs.ts";
import { rebuild } from "./rebuild.ts";

export type Case = Question & {
  readonly seed: number;
  /** The base and each change, in sentences. */
  readonly what: readonly string[];
  /** How many changes can be left away. */
  readonly changes: number;
  /** Whether each verifier may look at another window (FORMAT.md section 10). */
  readonly isFree: boolean;
};

const CHANGES: readonly (readonly [weight: number, change: Change])[] = [
  [120, changeValue],
  [12, renameText],
  [14, changeAnswers],
  [16, changeEntries],
  ...recordChanges,
  ...logChanges,
  [5, changeTrust],
];

/** The case of a seed, without the changes whose numbers are in `left`. */
export function caseOf(seed: number, left: ReadonlySet<number> = new Set()): Case {
  const random = new Random(seed);
  const base = someBase(random);
  const what: string[] = [base.name];
  const keyed = random.weighted([
    [8, 0],
    [60, 1],
    [20, 2],
    [12, 3],
  ] as const);
  const raw = keyed === 0 ? 1 + random.below(2) : random.chance(0.05) ? 1 : 0;
  const decoded = base.taken();
  const { instants } = harvest(decoded);
  for (let i = 0; i < keyed; i += 1) {
    const own = random.fork(i);
    if (!left.has(i)) what.push(own.weighted(CHANGES)(decoded, own) ?? "nothing");
  }
  const repairs = keyed === 0 || left.has(-1) ? EVERY : someRepairs(random.fork(100));
  const { objects, trust, names } = rebuild(decoded, repairs);
  const missing = [...EVERY].filter((each) => !repairs.has(each));
  if (missing.length > 0) what.push(`not repaired: ${missing.join(" ")}`);
  for (let i = keyed; i < keyed + raw; i += 1) if (!left.has(i)) what.push(changeObjects(objects, random.fork(i)));
  const placed = random.fork(200).chance(0.01) && !left.has(-2) ? placing(random.fork(201), [...objects.keys()]) : null;
  if (placed !== null) what.push(placed.what);
  const asked = askAbout(random.fork(300), base.asked, instants, objects);
  const kept = asked.kept?.map((text) => names.get(text) ?? text.replace(/[^\s]+/g, (word) => names.get(word) ?? word));
  return {
    seed,
    what,
    changes: keyed + raw,
    isFree: asked.from !== undefined && doTimesGoBack(objects),
    forged: () => ({ objects, trust }),
    ...asked,
    ...(kept === undefined ? {} : { kept }),
    ...(placed === null ? {} : { place: placed.place }),
  };
}

/** Whether a seal says that it is of before the seal before it. */
function doTimesGoBack(objects: Objects): boolean {
  const times = [...objects]
    .filter(([key]) => /^log\/\d{12}\.json$/.test(key) && objects.has(key.replace(".json", ".note")))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, bytes]) => /"time":"(\d{4}-[^"]*)","trigger"/.exec(bytes.toString())?.[1] ?? []);
  return times.some((time, i) => i > 0 && time < (times[i - 1] as string));
}

/** A link or a directory in the place of an object. */
function placing(
  random: Random,
  keys: readonly string[],
): { what: string; place: (directory: string) => Promise<void> } {
  const key = random.pick(keys.toSorted());
  const isLink = random.chance(0.5);
  return {
    what: `${key}: ${isLink ? "a link" : "a directory"}`,
    async place(directory) {
      const [inside, outside] = [join(directory, key), join(directory, "..", "moved")];
      if (isLink) {
        await rename(inside, outside);
        await symlink(outside, inside);
      } else {
        await rm(inside);
        await mkdir(inside);
      }
    },
  };
}
