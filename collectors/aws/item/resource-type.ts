// Defines how a resource type is read from AWS Config: where its members stand, and how its service's own API names them.
import type { Spelling } from "./spelling.ts";

export type ResourceType = {
  /** Where Config keeps what the API answers. `supplementary` members come by the name they get in the body. */
  readonly configuration: Spelling;
  readonly supplementary: { readonly [name: string]: readonly [key: string, spelling: Spelling] };
  /** IAM is one for an account and recorded in one region. */
  readonly global: boolean;
  /** Config's resourceId is an id that is never given again. */
  readonly uniqueId: boolean;
  /** The member that names the owner, where an account also sees resources that others share with it. */
  readonly owner?: string;
  /** The resource part of its ARN after the account, for items that carry no ARN; by Config's resourceId or resourceName. */
  readonly arn:
    | ((
        id: string,
        name: string,
      ) => { readonly service: string; readonly regional: boolean; readonly resource: string })
    | null;
};

/** By Config's resource type. */
export type ResourceTypes = { readonly [type: string]: ResourceType };
