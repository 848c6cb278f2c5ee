/** Calls for what Resource Manager keeps below each resource of one type and Resource Graph does not list, as `az rest` tells it. */
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { azureKey, syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import type { Format } from "../format.ts";
import { callEach, type Asking, type Told } from "../call.ts";

export const SUBSCRIPTION_ID: RegExp = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type AzChild = {
  /** Name of the format, without `az-`. */
  readonly slug: string;
  readonly type: string;
  /** What it is asked of, as a condition of Resource Graph over its resources. */
  readonly subjects: string;
  /** Below the id of the subject. */
  readonly path: string;
  readonly apiVersion: string;
  /** `subject` is the ARM id in lower case. Undefined where the answer has another shape. */
  readonly body: (answer: Json, subject: string) => Told | undefined;
};

/** The format of such a call. Subjects are listed by Resource Graph when the export is made, and fail as a whole there. */
export function azChild({ slug, type, subjects, path, apiVersion, body }: AzChild): Format {
  return callEach({
    provider: "azure",
    lane: `az-${slug}`,
    scopeId: SUBSCRIPTION_ID,
    type,
    global: true,
    key: (subject, { id }) => syntheticKey("azure", id, `${slug}/${ownId(subject, id)}`),
    body: (answer, subject, { id }: Asking) => body(answer, ownId(subject, id)),
    exports(subscription, types) {
      const source = `azure-${subscription}-${slug}`;
      const command = `az rest --method get --url <each: ${subjects}>${path}?api-version=${apiVersion}`;
      const run = ["az_children", subscription, subjects, path, apiVersion];
      return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
    },
  });
}

/** Throws RangeError on what is no resource of the subscription. */
function ownId(subject: string, subscription: string): string {
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
