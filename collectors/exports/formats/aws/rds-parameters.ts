// Makes the format of the parameter groups of RDS, by either of the two calls that tell their parameters.
import { parameterGroupKey, parametersIn, type GroupKind } from "../../../aws/answers/rds-parameters.ts";
import type { Format } from "../format.ts";
import { callEach } from "../call.ts";

type Groups = {
  readonly lane: string;
  readonly kind: GroupKind;
  /** The calls that name the groups in use, and that tell their parameters; what jq takes the names from. */
  readonly run: readonly [users: string, names: string, call: string, option: string];
};

/** The format of the groups of one kind that databases of a region use, one line a group. Unused groups are not read. */
export function rdsParameters({ lane, kind, run }: Groups): Format {
  const [users, names, call, option] = run;
  return callEach({
    provider: "aws",
    lane,
    scopeId: /^\d{12}$/,
    type: kind.type,
    global: false,
    key: (group, { id, region }) => parameterGroupKey(kind, id, region ?? "", group),
    body: (answer, group) => parametersIn(answer, kind, group),
    exports: (account, types, regions) =>
      regions.map((region) => {
        const source = `aws-${account}-${region}-${kind.slug}s`;
        return {
          source,
          types,
          regions: [region],
          file: `${source}.ndjson`,
          command: `aws rds ${call} ${option} <each group of ${users}> --region ${region}`,
          run: ["aws_named_by", account, region, "rds", users, names, call, option],
        };
      }),
  });
}
