// Judges SQL, PostgreSQL and MySQL servers of Azure by their firewall rules, which are resources below the server.
import { z } from "zod";
import { defineEvaluator, indeterminate, relation, type Answer, type Question } from "../../kernel.ts";
import { allowedSpan, openEntries, Span } from "../../engines/reachability/allow-list.ts";
import { judgeEndpoint, privateOnly, type Admission } from "./endpoint.ts";
import type { Parameters } from "./parameters.ts";
import { judgeAccess } from "./public-network-access.ts";

/** Names of rules are left out: many say whose address it is. */
const FirewallRules = z.object({
  Server: z.string(),
  Rules: z.array(Span),
});
type FirewallRules = z.infer<typeof FirewallRules>;

const rulesOf = <Type extends string>(type: Type) => ({
  firewalls: relation({
    type,
    within: "scope",
    global: true,
    reads: FirewallRules,
    on: (row) => [row.Server.toLowerCase()],
  }),
});

function admissionBy(answer: Answer<FirewallRules>, parameters: Parameters): Admission {
  if (answer.is === "unknown") return { open: null, problem: answer.problem };
  if (answer.is === "none") {
    return { open: null, problem: { code: "not-seen", detail: "the firewall rules of the server were not read" } };
  }
  const { Rules } = answer.row;
  const { openTo, problem } = openEntries(Rules.map(allowedSpan), parameters);
  return {
    open: openTo.length > 0 ? { openTo } : null,
    // https://learn.microsoft.com/en-us/azure/azure-sql/database/firewall-configure#connections-from-inside-azure
    azure: Rules.some(({ startIpAddress, endIpAddress }) => startIpAddress === "0.0.0.0" && endIpAddress === "0.0.0.0"),
    problem,
  };
}

const ofSql = rulesOf("Tidemark::Sql::FirewallRules");

/** https://learn.microsoft.com/en-us/rest/api/sql/servers/get */
export const sqlServer = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.sql/servers",
  global: true,
  reads: z.object({ id: z.string(), properties: z.object({ publicNetworkAccess: z.string().nullish() }) }),
  related: ofSql,
  evaluate({ id, properties }, { related: { firewalls }, parameters }: Question<Parameters, typeof ofSql>) {
    const admission = () =>
      admissionBy(
        firewalls(id.toLowerCase()).find(() => true),
        parameters,
      );
    return judgeAccess(properties.publicNetworkAccess, admission, parameters);
  },
});

const Network = z.object({
  publicNetworkAccess: z.string().nullish(),
  delegatedSubnetResourceId: z.string().nullish(),
});

/** A server in a subnet of its own has no public endpoint, and its firewall rules mean nothing. It is judged stopped or not. */
function flexibleServer(resourceType: string, related: ReturnType<typeof rulesOf>) {
  return defineEvaluator({
    provider: "azure",
    resourceType,
    global: true,
    reads: z.object({ id: z.string(), properties: z.object({ network: Network.nullish() }) }),
    related,
    evaluate({ id, properties }, { related: { firewalls }, parameters }: Question<Parameters, typeof related>) {
      const { publicNetworkAccess, delegatedSubnetResourceId } = properties.network ?? {};
      if ((delegatedSubnetResourceId ?? "") !== "") return privateOnly();
      const admission = () =>
        admissionBy(
          firewalls(id.toLowerCase()).find(() => true),
          parameters,
        );
      return judgeAccess(publicNetworkAccess, admission, parameters);
    },
  });
}

/** https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/concepts-networking-public */
export const postgresServer = flexibleServer(
  "microsoft.dbforpostgresql/flexibleservers",
  rulesOf("Tidemark::Postgres::FirewallRules"),
);

const ofCluster = rulesOf("Tidemark::PostgresCluster::FirewallRules");

/**
 * A cluster of Cosmos DB for PostgreSQL: its coordinator has a public address, or its workers, or neither; one firewall is in
 * front of all. https://learn.microsoft.com/en-us/azure/cosmos-db/postgresql/concepts-firewall-rules
 */
export const postgresCluster = defineEvaluator({
  provider: "azure",
  resourceType: "microsoft.dbforpostgresql/servergroupsv2",
  global: true,
  reads: z.object({
    id: z.string(),
    properties: z.object({
      coordinatorEnablePublicIpAccess: z.boolean().nullish(),
      nodeEnablePublicIpAccess: z.boolean().nullish(),
    }),
  }),
  related: ofCluster,
  evaluate({ id, properties }, { related: { firewalls }, parameters }: Question<Parameters, typeof ofCluster>) {
    const members = ["coordinatorEnablePublicIpAccess", "nodeEnablePublicIpAccess"] as const;
    if (members.some((member) => properties[member] === true)) {
      return judgeEndpoint(
        admissionBy(
          firewalls(id.toLowerCase()).find(() => true),
          parameters,
        ),
        parameters,
      );
    }
    const missing = members.find((member) => properties[member] == null);
    if (missing === undefined) return privateOnly();
    return indeterminate({ code: "not-in-answer", detail: `the answer from Azure lacks properties.${missing}` });
  },
});

/** https://learn.microsoft.com/en-us/azure/mysql/flexible-server/concepts-networking-public */
export const mySqlServer = flexibleServer(
  "microsoft.dbformysql/flexibleservers",
  rulesOf("Tidemark::MySql::FirewallRules"),
);
