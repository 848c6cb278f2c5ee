// Judges databases of RDS, and of the services that share its API, by their parameter group, or by that of their cluster.
import { z } from "zod";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  passByProvider,
  relation,
  type Question,
  type Verdict,
} from "../../../kernel.ts";
import { judgeParameterGroups, Parameters as Read, type Group } from "./judge-parameter-groups.ts";
import type { Parameters } from "../parameters.ts";
import { tlsParameter } from "./tls-parameter.ts";

const instanceRelated = {
  groups: relation({
    type: "Tidemark::RDS::DBParameterGroup",
    within: "region",
    global: false,
    reads: z.object({ DBParameterGroupName: z.string(), Parameters: Read }),
    on: (row) => [row.DBParameterGroupName],
  }),
};

const clusterRelated = {
  groups: relation({
    type: "Tidemark::RDS::DBClusterParameterGroup",
    within: "region",
    global: false,
    reads: z.object({ DBClusterParameterGroupName: z.string(), Parameters: Read }),
    on: (row) => [row.DBClusterParameterGroupName],
  }),
};

const instance = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBInstance",
  global: false,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBParameterGroupStatus.html
  reads: z.object({
    Engine: z.string(),
    EngineVersion: z.string().optional(),
    DBClusterIdentifier: z.string().optional(),
    DBParameterGroups: z
      .array(z.object({ DBParameterGroupName: z.string(), ParameterApplyStatus: z.string().optional() }))
      .optional(),
  }),
  related: instanceRelated,
  evaluate(
    { Engine, EngineVersion, DBClusterIdentifier, DBParameterGroups = [] },
    { related: { groups } }: Question<Parameters, typeof instanceRelated>,
  ) {
    if (DBClusterIdentifier !== undefined) {
      return notApplicable("TLS is a setting of the instance's cluster, and the cluster is judged separately", {
        cluster: DBClusterIdentifier,
      });
    }
    return judgeEngine(Engine, EngineVersion, () =>
      DBParameterGroups.map(({ DBParameterGroupName: name, ParameterApplyStatus: status }) => ({
        name,
        statuses: [status],
        answer: groups(name).find(() => true),
      })),
    );
  },
});

const cluster = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::RDS::DBCluster",
  global: false,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBClusterMember.html
  reads: z.object({
    Engine: z.string(),
    EngineVersion: z.string().optional(),
    DBClusterParameterGroup: z.string().optional(),
    DBClusterMembers: z.array(z.object({ DBClusterParameterGroupStatus: z.string().optional() })).optional(),
  }),
  related: clusterRelated,
  evaluate(
    { Engine, EngineVersion, DBClusterParameterGroup: name, DBClusterMembers = [] },
    { related: { groups } }: Question<Parameters, typeof clusterRelated>,
  ) {
    const statuses = DBClusterMembers.map((member) => member.DBClusterParameterGroupStatus);
    return judgeEngine(Engine, EngineVersion, () =>
      name === undefined ? [] : [{ name, statuses, answer: groups(name).find(() => true) }],
    );
  },
});

function judgeEngine(engine: string, version: string | undefined, groups: () => readonly Group[]): Verdict {
  // Engines before 1.0.4.0 could do without, and are gone. https://docs.aws.amazon.com/neptune/latest/userguide/security-ssl.html
  if (engine === "neptune") return passByProvider("Neptune accepts only connections with TLS", { engine });
  const parameter = tlsParameter(engine, version);
  // Without the parameter nothing makes the engine refuse, so no group has to be read.
  if (typeof parameter?.missingBefore === "string") {
    return fail(`${parameter.missingBefore} has no parameter that requires TLS`, {
      engine,
      engineVersion: version ?? null,
    });
  }
  if (parameter !== null) return judgeParameterGroups(groups(), parameter);
  const detail = "Tidemark does not read the setting by which this engine requires TLS";
  return indeterminate({ code: "not-supported", detail }, { engine });
}

export const rds = [instance, cluster];
