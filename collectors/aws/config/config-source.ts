/** What AWS Config records of an account in one region. */
import type { Source } from "../source.ts";
import { RESOURCE_TYPES } from "../item/resource-types.ts";

export const configSource: Source = {
  name: "config",
  types: Object.keys(RESOURCE_TYPES),
  calls: [],
  read: () => Promise.resolve(),
};
