/** Parameters of one group of RDS, as `describe-db-parameters` and `describe-db-cluster-parameters` tell them: those that are judged. */
import { z } from "zod";
import { syntheticKey } from "../../../evidence-schema/resource-key.ts";
import type { Format } from "../format.ts";
import { callEach } from "./call.ts";

/** What refuses connections without TLS, in PostgreSQL and SQL Server, in MySQL and MariaDB, and in DocumentDB; `ssl` is whether PostgreSQL offers it. */
const JUDGED: ReadonlySet<string> = new Set(["rds.force_ssl", "require_secure_transport", "tls", "ssl"]);

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_Parameter.html. A parameter that nobody set has no value. */
const Answer = z.object({
  Parameters: z.array(z.object({ ParameterName: z.string(), ParameterValue: z.string().optional() })),
});

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html; default groups have dots.
const GROUP = /^[A-Za-z][A-Za-z0-9.-]{0,254}$/;

type Groups = {
  readonly lane: string;
  readonly type: string;
  /** Of the group's name, in the body and in the call. */
  readonly name: "DBParameterGroupName" | "DBClusterParameterGroupName";
  readonly slug: string;
  /** The calls that name the groups in use, and that tell their parameters; what jq takes the names from. */
  readonly run: readonly [users: string, names: string, call: string, option: string];
};

/** The format of the groups of one kind that databases of a region use, one line a group. Groups that nothing uses are not asked for. */
export function rdsParameters({ lane, type, name, slug, run }: Groups): Format {
  const [users, names, call, option] = run;
  return callEach({
    provider: "aws",
    lane,
    scopeId: /^\d{12}$/,
    type,
    global: false,
    key(group, { id, region }) {
      if (!GROUP.test(group)) throw new RangeError("found another text, expected the name of a parameter group");
      return syntheticKey("aws", id, `${slug}/${region}/${group}`);
    },
    body(answer, group) {
      const parsed = Answer.safeParse(answer);
      if (!parsed.success) return undefined;
      const judged = parsed.data.Parameters.filter(({ ParameterName }) => JUDGED.has(ParameterName));
      return {
        [name]: group,
        Parameters: judged.toSorted((a, b) => (a.ParameterName < b.ParameterName ? -1 : 1)),
      };
    },
    exports: (account, types, regions) =>
      regions.map((region) => {
        const source = `aws-${account}-${region}-${slug}s`;
        return {
          source,
          types,
          regions: [region],
          file: `${source}.ndjson`,
          command: `aws rds ${call} ${option} <each group of ${users}> --region ${region}`,
          run: ["aws_rds_parameters", account, region, users, names, call, option],
        };
      }),
  });
}
