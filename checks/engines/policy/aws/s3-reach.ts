// Cuts statements of a policy to one bucket, its objects and the actions of S3, and subtracts denies from what is left. The
// other resources and actions that a statement names make no difference to the bucket.
import type { Statement } from "../policy-document.ts";
import { covers, overlap, restsAfter } from "../wildcard.ts";

/** The bucket itself, or objects: a pattern of their keys. */
export type Target = "bucket" | { readonly keys: string };

/** Actions of S3 by a pattern in lower case without its `s3:`, on the bucket or on objects. */
export type Cell = { readonly action: string; readonly target: Target };

/** A statement as sets: the actions and targets that it names, or all but those. */
export type Reach = {
  readonly actions: { readonly named: readonly string[]; readonly allBut: boolean };
  readonly targets: { readonly named: readonly Target[]; readonly allBut: boolean };
};

const EVERYTHING: Target[] = ["bucket", { keys: "*" }];

/** The parts of action patterns that are of S3: actions are the same in any case. */
const s3Of = (patterns: readonly string[]): string[] =>
  patterns.flatMap((pattern) => restsAfter(pattern.toLowerCase(), "s3:"));

/** The parts of resource patterns that are the bucket or objects in it. A policy names buckets of its own partition alone. */
const partsOf = (patterns: readonly string[], bucket: string): Target[] =>
  patterns.flatMap((written): Target[] => {
    const pattern = written.replace(/^arn:[\w-]+:/, "arn:aws:");
    const arn = `arn:aws:s3:::${bucket}`;
    const keys = restsAfter(pattern, `${arn}/`).map((rest) => ({ keys: rest }));
    return covers(pattern, arn) ? ["bucket", ...keys] : keys;
  });

/**
 * A policy variable (`${aws:username}`) stands for a text that the caller decides: in what is granted or spared it may be
 * anything, and in what is taken it may be nothing. `${*}`, `${?}` and `${$}`, which stand for these characters, are read likewise.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const VARIABLE = /\$\{[^}]*\}/g;
const atMost = (patterns: readonly string[]): string[] => patterns.map((text) => text.replaceAll(VARIABLE, "*"));
const atLeast = (patterns: readonly string[]): string[] => patterns.filter((text) => text.search(VARIABLE) === -1);

/** The sets of a statement in a bucket's policy: of an Allow no less than it grants, of a Deny no more than it takes. */
export function reachOf(statement: Statement, bucket: string): Reach {
  const { Effect, Actions, NotActions, Resources, NotResources } = statement;
  const isAllow = Effect === "Allow";
  const [named, excepted] = isAllow ? [atMost, atLeast] : [atLeast, atMost];
  // An element that is missing with its opposite is no policy of S3: an Allow may then be for anything, a Deny for nothing.
  return {
    actions: {
      named: s3Of(Actions ?? NotActions ?? []),
      allBut: Actions === undefined && (isAllow || NotActions !== undefined),
    },
    targets: {
      named: partsOf(Resources === undefined ? excepted(NotResources ?? []) : named(Resources), bucket),
      allBut: Resources === undefined && (isAllow || NotResources !== undefined),
    },
  };
}

/** Splits an Allow into the cells that it grants, and its exceptions, which are denies. */
export function cellsOf({ actions, targets }: Reach): { readonly cells: readonly Cell[]; readonly spared: Reach[] } {
  const spared: Reach[] = [];
  if (actions.allBut) spared.push({ actions: { named: actions.named, allBut: false }, targets: ALL_TARGETS });
  if (targets.allBut) spared.push({ actions: ALL_ACTIONS, targets: { named: targets.named, allBut: false } });
  const granted = actions.allBut ? ["*"] : actions.named;
  const on = targets.allBut ? EVERYTHING : targets.named;
  return { cells: granted.flatMap((action) => on.map((target) => ({ action, target }))), spared };
}

const ALL_ACTIONS: Reach["actions"] = { named: [], allBut: true };
const ALL_TARGETS: Reach["targets"] = { named: [], allBut: true };

const keysOf = (target: Target): string | null => (target === "bucket" ? null : target.keys);

const contains = (outer: Target, inner: Target): boolean => {
  const [of, keys] = [keysOf(outer), keysOf(inner)];
  return of === null || keys === null ? of === keys : covers(of, keys);
};
const meet = (one: Target, other: Target): boolean => {
  const [of, keys] = [keysOf(one), keysOf(other)];
  return of === null || keys === null ? of === keys : overlap(of, keys);
};

/**
 * Whether denies take all of a cell. A deny that names the whole cell takes it. A deny of all but some takes it if denies take
 * the parts that it leaves. A yes is always right; a no may be wrong, since denies that each name a part are not put together.
 */
export function isTaken(cell: Cell, denies: readonly Reach[], known = new Map<string, boolean>()): boolean {
  const name = JSON.stringify(cell);
  const before = known.get(name);
  if (before !== undefined) return before;
  // A cell proves nothing of itself. Each cell is asked once, so that a policy of many exceptions costs no more than their pairs.
  known.set(name, false);
  const taken = denies.some((deny) => leftBy(cell, deny)?.every((part) => isTaken(part, denies, known)) === true);
  known.set(name, taken);
  return taken;
}

/** The parts of a cell that a deny leaves; null where they can't be told, or are the cell itself. */
function leftBy({ action, target }: Cell, { actions, targets }: Reach): Cell[] | null {
  const byAction = actions.named.filter((name) => (actions.allBut ? overlap(name, action) : covers(name, action)));
  const byTarget = targets.named.filter((one) => (targets.allBut ? meet(one, target) : contains(one, target)));
  if ((!actions.allBut && byAction.length === 0) || (!targets.allBut && byTarget.length === 0)) return null;
  const left = [
    ...(actions.allBut ? byAction.map((name) => ({ action: narrower(name, action), target })) : []),
    ...(targets.allBut ? byTarget.map((one) => ({ action, target: contains(target, one) ? one : target })) : []),
  ];
  return left.some((part) => part.action === action && part.target === target) ? null : left;
}

/** A pattern no smaller than what two have in common. */
const narrower = (one: string, other: string): string => (covers(other, one) ? one : other);
