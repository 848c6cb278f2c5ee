/** Calls that list a collection of Microsoft Graph of one tenant, all pages of it, as `az rest` tells it. */
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Format } from "../format.ts";
import { oneCall, type Answered, type Asking } from "../call.ts";

const Listing = z.object({ value: z.array(z.custom<Json>((value) => value !== undefined)) });

type GraphListing<T> = {
  /** Name of the format, without `graph-`. */
  readonly slug: string;
  readonly type: string;
  /** Below https://graph.microsoft.com/v1.0. */
  readonly path: string;
  readonly element: z.ZodType<T>;
  /** Throws RangeError on what makes no key. */
  readonly answered: (element: T, asking: Asking) => Answered;
};

/**
 * The format of such a call: `{"@odata.context","value":[…],"@odata.nextLink"?}`. The answer does not name its tenant: that a
 * file is of the tenant of its scope cannot be seen here; the export script looks at who is signed in.
 */
export function graphListing<T>({ slug, type, path, element, answered }: GraphListing<T>): Format {
  return oneCall({
    provider: "entra",
    lane: `graph-${slug}`,
    scopeId: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    type,
    global: true,
    items(answer, asking) {
      const listing = Listing.safeParse(answer);
      const elements = z.array(element).safeParse(listing.data?.value);
      return elements.success ? elements.data.map((each) => answered(each, asking)) : undefined;
    },
    exports(tenant, types) {
      const source = `entra-${tenant}-${slug}`;
      const url = `https://graph.microsoft.com/v1.0${path}`;
      const command = `az rest --method get --url ${url}`;
      return [{ source, types, regions: [], file: `${source}.json`, command, run: ["graph_list", tenant, url] }];
    },
  });
}
