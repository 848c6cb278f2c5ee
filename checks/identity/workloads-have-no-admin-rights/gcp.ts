// Judges IAM policies of Google Cloud by service accounts that administer, and machines by whether they act as a default account that does.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { homeOf, type CustomRole } from "../../engines/identity/google-rights.ts";
import { shownGrants } from "../../engines/policy/shown-grants.ts";
import {
  defineEvaluator,
  fail,
  indeterminate,
  notApplicable,
  pass,
  relation,
  type Answer,
  type Question,
  type Verdict,
} from "../../kernel.ts";
import { customRoles, organizationRoles, projectRoles } from "../../readings/gcp/custom-roles.ts";
import { CONTAINER_POLICY, judgedAbove, policiesAbove } from "../../readings/gcp/policies-above.ts";
import { isAgentOfGoogle } from "../../readings/gcp/member-party.ts";
import { heldIn, isDefaultAccount, Policy } from "./gcp-roles.ts";
import { isDeployer, type Parameters } from "./parameters.ts";

const conditional: Problem = {
  code: "not-supported",
  detail: "a service account holds an administrator's role under a condition, which Tidemark does not read",
};

/** All members that may matter, whatever the parameters say. */
const memberNames = ({ Bindings }: Policy): string[] =>
  Bindings.flatMap(({ Role, Members }) =>
    Members.filter(({ Kind }) => Kind === "serviceAccount").map(({ Reference }) => `${Role} ${Reference ?? ""}`),
  );

/** Those for which something holds, and the others. */
function apart<Each>(all: readonly Each[], holds: (each: Each) => boolean): [Each[], Each[]] {
  return [all.filter(holds), all.filter((each) => !holds(each))];
}

function judge(policy: Policy, parameters: Parameters, custom: (role: string) => Answer<CustomRole>): Verdict {
  const [agents, held] = apart(heldIn(policy, parameters, custom), ({ account }) => isAgentOfGoogle(account));
  const isDefault = ({ account }: (typeof held)[number]): boolean => isDefaultAccount(account);
  const [defaults, named] = apart(held, isDefault);
  const others = named.filter(({ account }) => !isDeployer(parameters, account));
  const certain = others.filter(({ isConditional, problem }) => !isConditional && problem === null);
  // Addresses stay out: words and facts tell how many there are. Names of a company's own roles may hold names of people.
  const byRole = Object.groupBy(others, ({ role }) => (homeOf(role) === null ? role : "custom role"));
  const { grants, grantCount } = shownGrants(
    Object.entries(byRole).map(([role, of]) => ({ role, accounts: new Set(of?.map(({ account }) => account)).size })),
  );
  const facts = {
    level: policy.Type,
    roles: grants,
    roleCount: grantCount,
    deployers: named.length - others.length,
    defaultAccounts: defaults.length,
    agentsOfGoogle: new Set(agents.map(({ account }) => account)).size,
  };
  if (certain.length > 0) {
    const accounts = new Set(certain.map(({ account }) => account)).size;
    return fail(`by the IAM policy, service accounts hold an administrator's role: ${accounts}`, facts);
  }
  const unread = others.find(({ problem }) => problem !== null)?.problem;
  if (unread != null) return indeterminate(unread, facts);
  if (others.length > 0) return indeterminate(conditional, facts);
  const hasAccounts = memberNames(policy).length > 0;
  return hasAccounts
    ? pass(
        "the IAM policy gives no service account itself an administrator's role, but deployers, default ones and agents of Google",
        facts,
      )
    : notApplicable("the IAM policy names no service account", facts);
}

const related = { projectRoles, organizationRoles, ...policiesAbove(Policy, memberNames) };

const ancestor = defineEvaluator({
  provider: "gcp",
  resourceType: "Tidemark::ResourceManager::AncestorPolicy",
  global: true,
  reads: Policy.extend({ Ancestor: z.string() }),
  related,
  evaluate: (slice, { related: of, parameters }: Question<Parameters, typeof related>) =>
    judgedAbove(slice, of, memberNames) ?? judge(slice, parameters, customRoles(of.organizationRoles, of.projectRoles)),
});

const inContainer = { organizationRoles };

const container = defineEvaluator({
  provider: "gcp",
  kinds: ["folders", "organizations"],
  resourceType: CONTAINER_POLICY,
  global: true,
  reads: Policy,
  related: inContainer,
  evaluate: (slice, { related: of, parameters }: Question<Parameters, typeof inContainer>) =>
    judge(slice, parameters, customRoles(of.organizationRoles, null)),
});

/** Scopes only limit what the roles of the account give: this one lets all of it through. https://docs.cloud.google.com/compute/docs/access/service-accounts#scopes_best_practice */
const EVERY_SERVICE = "https://www.googleapis.com/auth/cloud-platform";

const ofMachine = {
  projectRoles,
  organizationRoles,
  policies: relation({
    type: "Tidemark::ResourceManager::AncestorPolicy",
    within: "scope",
    global: true,
    reads: Policy,
    on: ({ Bindings }) => [
      ...new Set(
        Bindings.flatMap(({ Members }) =>
          Members.filter(({ Kind }) => Kind === "serviceAccount").map(({ Reference }) =>
            (Reference ?? "").toLowerCase(),
          ),
        ),
      ),
    ],
  }),
};

const machine = defineEvaluator({
  provider: "gcp",
  resourceType: "compute.googleapis.com/Instance",
  global: true,
  // https://docs.cloud.google.com/compute/docs/reference/rest/v1/instances
  reads: z.object({
    serviceAccounts: z
      .array(z.object({ email: z.string().nullish(), scopes: z.array(z.string()).nullish() }))
      .nullish(),
  }),
  related: ofMachine,
  evaluate({ serviceAccounts }, { related: of, parameters }: Question<Parameters, typeof ofMachine>) {
    const [account, ...more] = serviceAccounts ?? [];
    if (account === undefined) return notApplicable("the machine acts as no service account");
    const reference = `serviceaccount:${(account.email ?? "").toLowerCase()}`;
    const isDefault = isDefaultAccount(reference);
    const facts = { isDefault, everyService: (account.scopes ?? []).includes(EVERY_SERVICE) };
    if (more.length > 0 || (account.email ?? "") === "")
      return indeterminate({
        code: "unexpected-shape",
        detail: "the machine has several service accounts, or one without its address",
      });
    if (!isDefault)
      return notApplicable("the machine acts as a service account of its own, whose roles IAM policies show", facts);
    if (!facts.everyService) return pass("the machine acts as a default account with narrower scopes", facts);
    if (parameters.allowDefaultServiceAccount)
      return pass("the machine acts as a default account, which allowDefaultServiceAccount allows", facts);
    if (isDeployer(parameters, reference)) return pass("the default account is among deployers", facts);
    const custom = customRoles(of.organizationRoles, of.projectRoles);
    const held = (policy: Policy) =>
      heldIn(policy, parameters, custom).filter(({ account: holder }) => holder === reference);
    const sure = of
      .policies(reference)
      .find((policy) => held(policy).some(({ isConditional, problem }) => !isConditional && problem === null));
    if (sure.is === "found")
      return fail("the machine acts as a default account that holds an administrator's role, for all services", facts);
    if (sure.is === "unknown") return indeterminate(sure.problem, facts);
    const maybe = of.policies(reference).find((policy) => held(policy).length > 0);
    if (maybe.is === "found") {
      const unread = held(maybe.row).find(({ problem }) => problem !== null)?.problem;
      return indeterminate(unread ?? conditional, facts);
    }
    return pass("IAM policies that were read give the default account itself no administrator's role", facts);
  },
});

export const gcp = [ancestor, container, machine];
