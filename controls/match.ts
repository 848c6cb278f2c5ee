// Decides which resources a rule speaks of, in the one form that boundary, owners and waivers share.
import { z } from "zod";

const names = z.array(z.string().min(1)).min(1);

/** All members that are there have to hold; a list holds if one of its items does. `*` at the end stands for any rest. */
export const Match = z
  .strictObject({
    scopes: names.optional(),
    regions: names.optional(),
    types: names.optional(),
    /** Resource keys. */
    resources: names.optional(),
    /** By label: one of these values. Only labels that are kept (`labels` in the config) can be asked for. */
    labels: z.record(z.string().min(1), names).optional(),
  })
  .refine(
    (match) => Object.values(match).some((member) => member !== undefined),
    "expected at least one of scopes, regions, types, resources, labels",
  );

export type Match = z.infer<typeof Match>;

/** The resource that a rule is asked about. */
export type Subject = {
  readonly scope: string;
  readonly key: string;
  readonly type: string;
  /** Null where the resource has none. */
  readonly region: string | null;
  readonly labels: { readonly [label: string]: string };
};

const isOne = (patterns: readonly string[] | undefined, text: string | null | undefined): boolean =>
  patterns === undefined ||
  patterns.some((pattern) =>
    pattern.endsWith("*") ? text?.startsWith(pattern.slice(0, -1)) === true : text === pattern,
  );

/** Whether the rule speaks of the resource. */
export function matches({ scopes, regions, types, resources, labels = {} }: Match, subject: Subject): boolean {
  return (
    isOne(scopes, subject.scope) &&
    isOne(regions, subject.region) &&
    isOne(types, subject.type) &&
    isOne(resources, subject.key) &&
    Object.entries(labels).every(([label, values]) => isOne(values, subject.labels[label]))
  );
}
