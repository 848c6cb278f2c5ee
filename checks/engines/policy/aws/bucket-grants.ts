// Finds the access that a bucket's policy gives to callers whom nobody has named.
import type { InternetBound } from "../../reachability/internet.ts";
import { inOrder, type Access } from "../access.ts";
import { blocksIn, letOnlyKnownIn, type Acquaintance } from "./conditions.ts";
import { ALL_NAMED } from "./parties.ts";
import { strangersIn, type Strangers } from "./principals.ts";
import { s3Actions } from "./s3-actions.ts";
import type { PolicyDocument, Statement } from "../policy-document.ts";
import { takesFromStrangers } from "./statements.ts";
import { cellsOf, isTaken, reachOf, type Reach } from "./s3-reach.ts";
import { covers } from "../wildcard.ts";

/** `unknown` is a statement that is not understood: nobody can say that it is for strangers, or that it is not. */
export type Grant = {
  readonly to: Strangers;
  readonly access: readonly Access[];
  readonly statement: Statement;
};

/** The access that is left of one Allow after the denies; empty if the denies have all of it. */
function accessOf(allow: Statement, denies: readonly Reach[], bucket: string): readonly Access[] {
  const { cells, spared } = cellsOf(reachOf(allow, bucket));
  const taken = [...denies, ...spared];
  const access = cells
    .filter((cell) => !isTaken(cell, taken))
    .flatMap(({ action, target }) => {
      const on = target === "bucket" ? "bucket" : "object";
      const named = s3Actions.filter(({ name }) => covers(action, lower(name)));
      const known = named.filter((each) => each.on === on && !isTaken({ action: lower(each.name), target }, taken));
      if (known.length > 0) return known.map((one) => one.access);
      // An action by its name that is for the other kind of resource gives nothing here.
      const isElsewhere = named.length > 0 && !/[*?]/.test(action);
      return isElsewhere ? [] : ["other" as const];
    });
  return inOrder(access);
}

/** The name of an action as cells have it. */
const lower = (name: string): string => name.replace("s3:", "").toLowerCase();

/**
 * The Allow statements that are for callers whom nobody has named, after what Deny statements take back. A policy that S3 calls
 * not public gives none. `bound`: from which size on a range of addresses is the internet, and names nobody.
 */
export const publicGrants = (policy: PolicyDocument, bucket: string, bound: InternetBound): readonly Grant[] =>
  grantsToStrangers(policy, bucket, { bound, isKnown: ALL_NAMED });

/**
 * The Allow statements that are for strangers, after what Deny statements take back, in the order of the policy. A policy in
 * which a deny spares only known callers gives none. None is missed; a statement may be named that several denies together
 * take back, or that a deny takes from the parties that it names. `bucket`: the name of the bucket whose policy it is.
 */
export function grantsToStrangers(
  { Statements }: PolicyDocument,
  bucket: string,
  known: Acquaintance,
): readonly Grant[] {
  const { isKnown } = known;
  const denies = Statements.filter((statement) => takesFromStrangers(statement, known)).map((deny) =>
    reachOf(deny, bucket),
  );
  const allows = Statements.filter(({ Effect }) => Effect === "Allow");
  const beside = allows.flatMap((allow) =>
    strangersIn(allow, isKnown) === null ? [] : blocksIn(allow.Conditions ?? []),
  );
  return allows.flatMap((statement) => {
    if (letOnlyKnownIn(statement.Conditions ?? [], known, beside)) return [];
    const to = strangersIn(statement, isKnown);
    const access = accessOf(statement, denies, bucket);
    if (to === null || access.length === 0) return [];
    return [{ to, access, statement }];
  });
}
