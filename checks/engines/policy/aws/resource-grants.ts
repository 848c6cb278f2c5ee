// Finds the access that a resource's policy gives to callers whom nobody has named.
import type { InternetBound } from "../../reachability/internet.ts";
import { inOrder, type Access } from "../access.ts";
import { blocksIn, letOnlyKnownIn, type Acquaintance } from "./conditions.ts";
import { ALL_NAMED } from "./parties.ts";
import { strangersIn, type Strangers } from "./principals.ts";
import type { PolicyDocument, Statement } from "../policy-document.ts";
import type { PolicyResource, Reach } from "./resource.ts";
import { cellsOf, isTaken, reachOf } from "./resource-reach.ts";
import { takesFromStrangers } from "./statements.ts";
import { covers } from "../wildcard.ts";

/** `unknown` is a statement that is not understood: nobody can say that it is for strangers, or that it is not. */
export type Grant = {
  readonly to: Strangers;
  readonly access: readonly Access[];
  readonly statement: Statement;
};

/** The access that is left of one Allow after the denies; empty if the denies have all of it. */
function accessOf(allow: Statement, denies: readonly Reach[], resource: PolicyResource): readonly Access[] {
  const { cells, spared } = cellsOf(reachOf(allow, resource), resource);
  const taken = [...denies, ...spared];
  const access = cells
    .filter((cell) => !isTaken(cell, taken))
    .flatMap(({ action, target }) => {
      const on = target === "itself" ? "itself" : "parts";
      const named = resource.service.actions.filter(({ name }) => covers(action, name.toLowerCase()));
      const known = named.filter(
        (each) => [on, "either"].includes(each.on) && !isTaken({ action: each.name.toLowerCase(), target }, taken),
      );
      if (known.length > 0) return known.map((one) => one.access);
      // An action by its name that is for the other kind of resource gives nothing here.
      const isElsewhere = named.length > 0 && !/[*?]/.test(action);
      return isElsewhere ? [] : ["other" as const];
    });
  return inOrder(access);
}

/**
 * The Allow statements that are for callers whom nobody has named, after what Deny statements take back. A policy that S3 calls
 * not public gives none, as does one of another service of which S3 would say so. `bound`: from which size on a range of addresses is the internet, and names nobody.
 */
export const publicGrants = (
  policy: PolicyDocument,
  resource: PolicyResource,
  bound: InternetBound,
): readonly Grant[] => grantsToStrangers(policy, resource, { bound, isKnown: ALL_NAMED });

/**
 * The Allow statements that are for strangers, after what Deny statements take back, in the order of the policy. A policy in
 * which a deny spares only known callers gives none. None is missed; a statement may be named that several denies together
 * take back, or that a deny takes from the parties that it names. `resource`: the resource whose policy it is.
 */
export function grantsToStrangers(
  { Statements }: PolicyDocument,
  resource: PolicyResource,
  { bound, isKnown }: Omit<Acquaintance, "always">,
): readonly Grant[] {
  const { always, withheld } = resource.service;
  const known = { bound, isKnown, always };
  const denies = Statements.filter((statement) => takesFromStrangers(statement, known)).map((deny) =>
    reachOf(deny, resource),
  );
  const allows = Statements.filter(({ Effect }) => Effect === "Allow");
  const beside = allows.flatMap((allow) =>
    strangersIn(allow, isKnown) === null ? [] : blocksIn(allow.Conditions ?? []),
  );
  return allows.flatMap((statement) => {
    if (letOnlyKnownIn(statement.Conditions ?? [], known, beside)) return [];
    const to = strangersIn(statement, isKnown);
    const access = accessOf(statement, [...withheld, ...denies], resource);
    if (to === null || access.length === 0) return [];
    return [{ to, access, statement }];
  });
}
