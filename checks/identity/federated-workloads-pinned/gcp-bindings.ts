// Judges IAM policies of projects, folders and organizations by the workloads of identity pools to which they give roles.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { both, either, UNKNOWN, type Reach } from "../../engines/federation/span.ts";
import { defineEvaluator, indeterminate, notApplicable, relation, type Question, type Related } from "../../kernel.ts";
import { CONTAINER_POLICY, judgedAbove, policiesAbove } from "../../readings/gcp/policies-above.ts";
import { isOff, Pool, poolOf, Provider, reachOfMember } from "../../readings/gcp/workload-pools.ts";
import { judgeTrust, shownTrust, type Trusted } from "./judged.ts";
import type { Parameters } from "./parameters.ts";

const Policy = z.object({
  Type: z.enum(["project", "folder", "organization"]),
  Bindings: z.array(
    z.object({
      HasCondition: z.boolean(),
      Members: z.array(z.object({ Kind: z.string(), Reference: z.string().nullish() })),
    }),
  ),
});
type Policy = z.infer<typeof Policy>;

const POOLS =
  /^principal(?:Set)?:\/\/iam\.googleapis\.com\/(projects\/\d+\/locations\/[^/]+\/workloadIdentityPools\/[^/]+)(\/.+)$/;

type Member = { readonly pool: string; readonly rest: string; readonly hasCondition: boolean };

/** Members of pools that take tokens from outside. The pool of a cluster of the project, `ID.svc.id.goog`, takes its own alone. */
const membersIn = ({ Bindings }: Policy): readonly Member[] =>
  Bindings.flatMap(({ HasCondition, Members }) =>
    Members.flatMap(({ Kind, Reference }) => {
      const [, pool, rest] = Kind.startsWith("principal") ? (POOLS.exec(Reference ?? "") ?? []) : [];
      const isOutside = pool !== undefined && rest !== undefined && !pool.endsWith(".svc.id.goog");
      return isOutside ? [{ pool, rest, hasCondition: HasCondition }] : [];
    }),
  );

const memberNames = (policy: Policy): readonly string[] =>
  [...new Set(membersIn(policy).map(({ pool, rest }) => pool + rest))].toSorted();

const notUnderstood: Problem = {
  code: "not-supported",
  detail: "Tidemark does not know whom the attributes or the condition of a member of a workload identity pool name",
};

/** Null where they are not read: pools lie in projects. */
type Asked = {
  readonly providers: ((pool: string) => Related<Provider>) | null;
  readonly pools: ((pool: string) => Related<Pool>) | null;
};

type Found = { readonly reach: Reach; readonly problem: Problem | null };

function reachIn(
  { pool, rest, hasCondition }: Member,
  { providers, pools }: Asked,
  ownIssuers: readonly string[],
): Found {
  const rows: Provider[] = [];
  const read = providers?.(pool).find((row) => (rows.push(row), false));
  const reaches = rows.filter((row) => !isOff(row)).map((row) => reachOfMember(rest, row, ownIssuers));
  const all = reaches.reduce<Reach | null>((a, b) => (a === null ? b : either(a, b)), null) ?? UNKNOWN;
  const problem = read?.is === "unknown" ? read.problem : null;
  // Providers that were not read may let in more, and never less than those that were.
  const told: Reach =
    problem === null ? all : { least: reaches.length === 0 ? "workload" : all.least, most: "anybody" };
  const inUse = pools?.(pool).find(() => true);
  const mayBeOff = hasCondition || inUse?.is === "unknown";
  return {
    reach: mayBeOff ? both(told, UNKNOWN) : told,
    problem: problem ?? (inUse?.is === "unknown" ? inUse.problem : null),
  };
}

function judge(policy: Policy, asked: Asked, parameters: Parameters) {
  const named = membersIn(policy);
  if (named.length === 0) return notApplicable("the IAM policy names no workload of an identity pool");
  const members = named.filter(({ pool }) => asked.pools?.(pool).find(isOff).is !== "found");
  if (members.length === 0)
    return notApplicable("the IAM policy names only workloads of identity pools that are disabled or deleted");
  const found = members.map((member) => ({ member, ...reachIn(member, asked, parameters.ownIssuers) }));
  const trusted: Trusted[] = found.map(({ member, reach }) => ({ by: poolOf(member.pool), reach }));
  const verdict = judgeTrust(`the IAM policy of the ${policy.Type}`, trusted, parameters, notUnderstood);
  const problem = found.find((each) => each.problem !== null)?.problem ?? null;
  return verdict.outcome === "indeterminate" && problem !== null
    ? indeterminate(problem, shownTrust(trusted))
    : verdict;
}

const related = {
  providers: relation({
    type: "iam.googleapis.com/WorkloadIdentityPoolProvider",
    within: "scope",
    global: true,
    reads: Provider,
    on: ({ name }) => [poolOf(name)],
  }),
  pools: relation({
    type: "iam.googleapis.com/WorkloadIdentityPool",
    within: "scope",
    global: true,
    reads: Pool,
    on: ({ name }) => [poolOf(name)],
  }),
  ...policiesAbove(Policy, memberNames),
};

const ancestorPolicy = defineEvaluator({
  provider: "gcp",
  resourceType: "Tidemark::ResourceManager::AncestorPolicy",
  global: true,
  reads: Policy.extend({ Ancestor: z.string() }),
  related,
  evaluate: (slice, { related: of, parameters }: Question<Parameters, typeof related>) =>
    judgedAbove(slice, of, memberNames) ?? judge(slice, of, parameters),
});

const containerPolicy = defineEvaluator({
  provider: "gcp",
  kinds: ["folders", "organizations"],
  resourceType: CONTAINER_POLICY,
  global: true,
  reads: Policy,
  evaluate: (slice, { parameters }: { readonly parameters: Parameters }) =>
    judge(slice, { providers: null, pools: null }, parameters),
});

export const bindings = [ancestorPolicy, containerPolicy];
