// Cuts statements of a policy to one resource, its parts and the actions of its service, and subtracts denies from what is left.
// The other resources and actions that a statement names make no difference to the resource.
import type { Statement } from "../policy-document.ts";
import { covers, overlap, restsAfter } from "../wildcard.ts";
import { ALL_ACTIONS, ALL_TARGETS, type Cell, type PolicyResource, type Reach, type Target } from "./resource.ts";

const ANY_PART: Target = { parts: "*" };

/** Everything that a service can do with a resource and its parts. */
export const everything = ({ service, arn }: PolicyResource): readonly Cell[] =>
  (service.partsOf(arn).length > 0 ? (["itself", ANY_PART] as const) : (["itself"] as const)).map((target) => ({
    action: "*",
    target,
  }));

/** The parts of action patterns that are of the service: actions are the same in any case. */
const actionsOf = (patterns: readonly string[], prefix: string): string[] =>
  patterns.flatMap((pattern) => restsAfter(pattern.toLowerCase(), prefix));

const inOnePartition = (arn: string): string => arn.replace(/^arn:[\w-]+:/, "arn:aws:");

/** The parts of resource patterns that are the resource or parts of it. A policy names resources of its own partition alone. */
const targetsOf = (patterns: readonly string[], { service, arn: written }: PolicyResource): Target[] => {
  const arn = inOnePartition(written);
  return patterns.map(inOnePartition).flatMap((pattern): Target[] => {
    const parts = service.partsOf(arn).flatMap((beginning) => restsAfter(pattern, beginning));
    const below = parts.map((rest) => ({ parts: rest }));
    return covers(pattern, arn) ? ["itself", ...below] : below;
  });
};

/**
 * A policy variable (`${aws:username}`) stands for a text that the caller decides: in what is granted or spared it may be
 * anything, and in what is taken it may be nothing. `${*}`, `${?}` and `${$}`, which stand for these characters, are read likewise.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const VARIABLE = /\$\{[^}]*\}/g;
const atMost = (patterns: readonly string[]): string[] => patterns.map((text) => text.replaceAll(VARIABLE, "*"));
const atLeast = (patterns: readonly string[]): string[] => patterns.filter((text) => text.search(VARIABLE) === -1);

/** The sets of a statement in the resource's policy: of an Allow no less than it grants, of a Deny no more than it takes. */
export function reachOf(statement: Statement, resource: PolicyResource): Reach {
  const { prefix, implied } = resource.service;
  const { Effect, Actions, NotActions, NotResources, Resources = NotResources ? undefined : implied } = statement;
  const isAllow = Effect === "Allow";
  const [named, excepted] = isAllow ? [atMost, atLeast] : [atLeast, atMost];
  // An element that is missing with its opposite is no policy of the service: an Allow may then be for anything, a Deny for nothing.
  const isForOthers = Resources === undefined || Resources === null;
  return {
    actions: {
      named: actionsOf(Actions ?? NotActions ?? [], prefix),
      allBut: Actions === undefined && (isAllow || NotActions !== undefined),
    },
    targets: {
      named: targetsOf(isForOthers ? excepted(NotResources ?? []) : named(Resources), resource),
      allBut: isForOthers && (isAllow || NotResources !== undefined),
    },
  };
}

/** Splits an Allow into the cells that it grants, and its exceptions, which are denies. */
export function cellsOf(
  { actions, targets }: Reach,
  resource: PolicyResource,
): { readonly cells: readonly Cell[]; readonly spared: Reach[] } {
  const spared: Reach[] = [];
  if (actions.allBut) spared.push({ actions: { named: actions.named, allBut: false }, targets: ALL_TARGETS });
  if (targets.allBut) spared.push({ actions: ALL_ACTIONS, targets: { named: targets.named, allBut: false } });
  const granted = actions.allBut ? ["*"] : actions.named;
  const on = targets.allBut ? everything(resource).map(({ target }) => target) : targets.named;
  return { cells: granted.flatMap((action) => on.map((target) => ({ action, target }))), spared };
}

const partsIn = (target: Target): string | null => (target === "itself" ? null : target.parts);

const contains = (outer: Target, inner: Target): boolean => {
  const [of, parts] = [partsIn(outer), partsIn(inner)];
  return of === null || parts === null ? of === parts : covers(of, parts);
};
const meet = (one: Target, other: Target): boolean => {
  const [of, parts] = [partsIn(one), partsIn(other)];
  return of === null || parts === null ? of === parts : overlap(of, parts);
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
