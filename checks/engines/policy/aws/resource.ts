// Defines a resource of AWS that has a policy of its own, and the sets into which statements of the policy are cut.
import type { Access } from "../access.ts";

/** The resource itself, or parts of it, such as objects of a bucket: a pattern of what follows the beginning of their ARNs. */
export type Target = "itself" | { readonly parts: string };

/** Actions by a pattern in lower case without the service's prefix, on the resource itself or on parts of it. */
export type Cell = { readonly action: string; readonly target: Target };

/** A statement as sets: the actions and targets that it names, or all but those. */
export type Reach = {
  readonly actions: { readonly named: readonly string[]; readonly allBut: boolean };
  readonly targets: { readonly named: readonly Target[]; readonly allBut: boolean };
};

/** `name` has no prefix. An action that is `on` parts alone gives nothing of the resource itself, and the other way round. */
export type Action = { readonly name: string; readonly on: "itself" | "parts" | "either"; readonly access: Access };

export type PolicyService = {
  /** The text before its actions, in lower case: `s3:`. */
  readonly prefix: string;
  /** The actions by which a pattern is told to be of a kind. Not all there are: others are `other`. */
  readonly actions: readonly Action[];
  /** The beginnings of the ARNs that parts of the resource `arn` have; none where it has no parts. */
  readonly partsOf: (arn: string) => readonly string[];
  /** The patterns that a statement without `Resource` stands for; null where the service knows no such statement. */
  readonly implied: readonly string[] | null;
  /** Sets of actions that a policy gives to no other account, whatever it says. */
  readonly withheld: readonly Reach[];
  /** Keys, in lower case, that each request of the service has, beside those that each request of AWS has. */
  readonly always: readonly string[];
};

/** `arn` in any partition: a policy names resources of its own partition alone. */
export type PolicyResource = { readonly service: PolicyService; readonly arn: string };

export const ALL_ACTIONS: Reach["actions"] = { named: [], allBut: true };
export const ALL_TARGETS: Reach["targets"] = { named: [], allBut: true };

/** Makes actions of a list of names, which spaces part. */
export const actions = (on: Action["on"], access: Access, names: string): readonly Action[] =>
  names.split(" ").map((name) => ({ name, on, access }));

/** The set of the named actions, which spaces part, or of all others. */
export const withheldActions = (names: string, allBut = false): Reach => ({
  actions: { named: names.toLowerCase().split(" "), allBut },
  targets: ALL_TARGETS,
});
