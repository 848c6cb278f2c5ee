// Defines a read of the data that Resource Manager keeps below each resource of one type,
// and that Resource Graph does not list.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { azureKey, syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";

/** A call of Resource Manager for each of many subjects. */
export type ArmChild = {
  /** Stands in the keys of its items. */
  readonly slug: string;
  readonly type: string;
  /** The resources that the call is made for. */
  readonly subject: Subject;
  /** The action that a role has to allow. */
  readonly action: string;
  /** Below the id of the subject. */
  readonly path: string;
  /** Left out: GET. A call by POST changes nothing either, and has its pages by `skipToken`. */
  readonly method?: "post";
  readonly apiVersion: string;
  /** Why one call tells of one subject; where Resource Graph lacks the answer, that says it. */
  readonly reason?: string;
  /** `subject` is the ARM id in lower case. Undefined where the answer has another shape. */
  readonly body: (answer: Json, subject: string) => object | undefined;
};

/**
 * Resources of one type; `unless`: without those whose member has one of these values; `having`: those alone whose member has this text in
 * it; both whatever its case.
 */
export type Subject = {
  /** In lower case. */
  readonly type: string;
  readonly unless?: { readonly member: "kind" | "name"; readonly is: readonly string[] };
  readonly having?: { readonly member: "kind"; readonly text: string };
};

/** The subjects as a condition of Resource Graph over its resources. */
export const subjectCondition = ({ type, unless, having }: Subject): string =>
  [
    `type =~ '${type}'`,
    ...(unless?.is ?? []).map((value) => `${unless?.member} !~ '${value}'`),
    ...(having === undefined ? [] : [`${having.member} contains '${having.text}'`]),
  ].join(" and ");

/** The key of what `child` tells of a subject. Throws RangeError on what is no resource of the subscription. */
export const childKey = ({ slug }: ArmChild, subscription: string, subject: string): string =>
  syntheticKey("azure", subscription, `${slug}/${ownId(subject, subscription)}`);

/** ARM id of a subject in lower case. Throws RangeError on what is no resource of the subscription. */
export function ownId(subject: string, subscription: string): string {
  const id = azureKey(subject);
  if (!id.startsWith(`/subscriptions/${subscription}/`))
    throw new RangeError("found a resource of another subscription, expected one of the scope");
  return id;
}

/** A list of Resource Manager, all pages of it. */
export const armList = <T extends z.ZodType>(element: T) => z.object({ value: z.array(element) });

/** Rules, containers and settings by name, which no list promises to be in the order of. */
export function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
