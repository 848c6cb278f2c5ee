// Defines a collection of Microsoft Graph of one tenant, and reads each element of it.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { Answered } from "../../answer.ts";

const Listing = z.object({ value: z.array(z.custom<Json>((value) => value !== undefined)) });

/** A collection and how it is asked for. */
export type GraphListing = {
  /** Stands in the name of its lane and of its format. */
  readonly slug: string;
  readonly type: string;
  /** Below https://graph.microsoft.com/v1.0. */
  readonly path: string;
  /** Undefined where the answer has another shape. Throws RangeError on what makes no key. */
  readonly answeredIn: (answer: Json, tenant: string) => readonly Answered[] | undefined;
};

type Elements<T> = Omit<GraphListing, "answeredIn"> & {
  readonly element: z.ZodType<T>;
  /** Throws RangeError on what makes no key. */
  readonly answered: (element: T, tenant: string) => Answered;
};

/** The collection whose answers are `{"@odata.context","value":[…],"@odata.nextLink"?}`. They do not name their tenant. */
export function graphListing<T>({ element, answered, ...asked }: Elements<T>): GraphListing {
  return {
    ...asked,
    answeredIn(answer, tenant) {
      const listing = Listing.safeParse(answer);
      const elements = z.array(element).safeParse(listing.data?.value);
      return elements.success ? elements.data.map((each) => answered(each, tenant)) : undefined;
    },
  };
}
