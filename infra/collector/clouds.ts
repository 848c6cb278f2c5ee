// Lists the clouds that a deployment can read beside AWS: the function of each, and how the state machine calls its shards.
import type { FunctionName, Names } from "../names.ts";

export type CloudBeside = {
  readonly reader: FunctionName;
  /** The providers whose scopes the function reads. */
  readonly providers: readonly string[];
  /** The member of a plan that has the key of the list of its shards. */
  readonly list: string;
  /** A shard, in names of states. */
  readonly shard: string;
};

const BESIDE_AWS: readonly CloudBeside[] = [
  { reader: "collect-azure", providers: ["azure", "entra"], list: "tenants", shard: "Tenant" },
  { reader: "collect-gcp", providers: ["gcp", "workspace"], list: "quotaProjects", shard: "QuotaProject" },
];

/** Those that a deployment reads. */
export const besideAws = ({ functions }: Pick<Names, "functions">): readonly CloudBeside[] =>
  BESIDE_AWS.filter(({ reader }) => functions.includes(reader));
