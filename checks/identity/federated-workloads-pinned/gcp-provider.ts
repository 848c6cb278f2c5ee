// Judges providers of workload identity pools: an issuer with many customers has to be cut down to one owner at least.
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { isWithin } from "../../engines/federation/span.ts";
import { defineEvaluator, fail, indeterminate, notApplicable, pass, relation, type Question } from "../../kernel.ts";
import {
  isKnownIssuer,
  isOff,
  isOfManyCustomers,
  Pool,
  poolOf,
  Provider,
  reachOfProvider,
  shownIssuer,
} from "../../readings/gcp/workload-pools.ts";
import type { Parameters } from "./parameters.ts";

const notUnderstood: Problem = {
  code: "not-supported",
  detail: "Tidemark does not know whom attributeCondition of the provider names",
};
const issuerUnknown: Problem = {
  code: "not-supported",
  detail: "Tidemark does not know to whom the provider's issuer gives tokens; ownIssuers lists the company's own",
};

const related = {
  pools: relation({
    type: "iam.googleapis.com/WorkloadIdentityPool",
    within: "scope",
    global: true,
    reads: Pool,
    on: ({ name }) => [poolOf(name)],
  }),
};

/** The address of a person's mailbox names a person, and facts name none. */
const withoutAddresses = (condition: string): string => condition.replace(/[^\s'"@]+@[^\s'"@]+/g, "ADDRESS");

export const provider = defineEvaluator({
  provider: "gcp",
  resourceType: "iam.googleapis.com/WorkloadIdentityPoolProvider",
  global: true,
  reads: Provider,
  related,
  evaluate(slice, { related: { pools }, parameters: { ownIssuers } }: Question<Parameters, typeof related>) {
    const { attributeCondition, oidc } = slice;
    const facts = {
      issuer: shownIssuer(slice),
      attributeCondition: (attributeCondition ?? "") === "" ? null : withoutAddresses(attributeCondition as string),
      allowedAudiences: (oidc?.allowedAudiences ?? []).length,
    };
    if (isOff(slice)) return notApplicable("the provider is disabled or deleted", facts);
    const reach = reachOfProvider(slice, ownIssuers);
    // The policies that name principals of a pool say which workload gets what; here it is whose tokens come in at all.
    const isOne = isOfManyCustomers(slice, ownIssuers) ? isWithin(reach, "owner") : true;
    if (isOne !== false && !isKnownIssuer(slice, ownIssuers) && isWithin(reach, "owner") !== true)
      return indeterminate(issuerUnknown, facts);
    if (isOne === true)
      return pass("the provider takes tokens of no owner, cluster or account but those that are named", facts);
    if (isOne === null) return indeterminate(notUnderstood, facts);
    const pool = pools(poolOf(slice.name)).find(isOff);
    if (pool.is === "found") return notApplicable("the pool of the provider is disabled or deleted", facts);
    if (pool.is === "unknown") return indeterminate(pool.problem, facts);
    return fail("the provider takes tokens of customers of the issuer that have nothing to do with each other", facts);
  },
});
