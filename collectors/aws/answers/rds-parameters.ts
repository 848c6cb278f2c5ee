// Reads the judged parameters of one RDS group, as DescribeDBParameters and DescribeDBClusterParameters tell them.
import { z } from "zod";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../json-shape.ts";

/**
 * Parameters that refuse connections without TLS: `rds.force_ssl` in PostgreSQL and SQL Server, `require_secure_transport` in
 * MySQL and MariaDB, `tls` in DocumentDB. `ssl` says whether PostgreSQL offers TLS.
 */
const JUDGED: ReadonlySet<string> = new Set(["rds.force_ssl", "require_secure_transport", "tls", "ssl"]);

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Parameter.html. A parameter that nobody set has no value. */
const Answer = z.object({
  Parameters: z.array(z.object({ ParameterName: z.string(), ParameterValue: z.string().optional() })),
});

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html; default groups have dots.
const GROUP = /^[A-Za-z][A-Za-z0-9.-]{0,254}$/;

/** The two kinds of group: whose parameters they are, what names them, and what their keys have. */
export const INSTANCE_GROUPS = {
  type: "Tidemark::RDS::DBParameterGroup",
  name: "DBParameterGroupName",
  slug: "db-parameter-group",
} as const;
export const CLUSTER_GROUPS = {
  type: "Tidemark::RDS::DBClusterParameterGroup",
  name: "DBClusterParameterGroupName",
  slug: "db-cluster-parameter-group",
} as const;
export type GroupKind = typeof INSTANCE_GROUPS | typeof CLUSTER_GROUPS;

/** Throws RangeError on what is no name of a group. */
export function parameterGroupKey({ slug }: GroupKind, account: string, region: string, group: string): string {
  if (!GROUP.test(group)) throw new RangeError("found another text, expected the name of a parameter group");
  return syntheticKey("aws", account, `${slug}/${region}/${group}`);
}

/** Undefined where the answer has another shape. */
export function parametersIn(answer: Json, { name }: GroupKind, group: string): object | undefined {
  const parsed = Answer.safeParse(withoutNulls(answer));
  if (!parsed.success) return undefined;
  const judged = parsed.data.Parameters.filter(({ ParameterName }) => JUDGED.has(ParameterName));
  return {
    [name]: group,
    Parameters: judged.toSorted((a, b) => (a.ParameterName < b.ParameterName ? -1 : 1)),
  };
}
