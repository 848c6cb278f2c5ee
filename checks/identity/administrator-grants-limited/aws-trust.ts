// Judges a role of IAM that may do everything by who may take it.
import { z } from "zod";
import { PolicyDocument } from "../../engines/policy/policy-document.ts";
import { indeterminate, pass, type Verdict } from "../../kernel.ts";

/** A text in the place of the document is one that could not be read as a policy. */
export const Trust = z.union([PolicyDocument, z.string()]).optional();

type Taker = { readonly type: string; readonly value: string };

/** Roles that the management account of an organization, or the account that administers stacks, takes in other accounts. */
const FROM_ABOVE: { readonly [role: string]: string } = {
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
  OrganizationAccountAccessRole: "AWS Organizations",
  // https://docs.aws.amazon.com/controltower/latest/userguide/enroll-manually.html
  AWSControlTowerExecution: "AWS Control Tower",
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
  AWSCloudFormationStackSetExecutionRole: "CloudFormation StackSets",
};

/** An account as a whole: by its root, or by its number. */
const ACCOUNT = /^(?:arn:[^:]+:iam::(\d{12}):root|(\d{12}))$/;
/** The service-linked role that takes `stacksets-exec-*`. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudFormationStackSetsOrgAdminServiceRolePolicy.html */
const STACK_SETS =
  /^arn:[^:]+:iam::(\d{12}):role\/aws-service-role\/stacksets\.cloudformation\.amazonaws\.com\/AWSServiceRoleForCloudFormationStackSetsOrgAdmin$/;

/**
 * The verdict on a role that may do everything, by who takes it; null where only the company's list allows it. A name alone allows
 * nothing: anybody may give a role any name.
 */
export function trusted(name: string, trust: z.infer<typeof Trust>, scope: string): Verdict | null {
  if (typeof trust !== "object")
    return indeterminate(
      trust === undefined
        ? { code: "not-in-answer", detail: "the answer from AWS does not say who may take the role" }
        : { code: "unexpected-shape", detail: "the trust policy of the role is not in the documented form" },
    );
  const takers = trust.Statements.filter(({ Effect }) => Effect === "Allow").flatMap(
    ({ Principals }): (Taker | null)[] =>
      Principals === undefined
        ? [null]
        : Principals.flatMap(({ Type, Values }) => Values.map((value) => ({ type: Type, value }))),
  );
  if (takers.length === 0) return pass("the role may do everything, and nobody may take the role");
  const all = (test: (taker: Taker) => boolean): boolean => takers.every((taker) => taker !== null && test(taker));
  // Deployments of the CDK and of CloudFormation run so: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
  if (all(({ type, value }) => type === "Service" && value === "cloudformation.amazonaws.com"))
    return pass("the role may do everything, and only CloudFormation may take the role");
  // https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
  if (all(({ type, value }) => type === "Federated" && /^arn:[^:]+:iam::\d{12}:saml-provider\//.test(value)))
    return pass("the role may do everything, and only people of a SAML provider may take the role");
  const maker = Object.hasOwn(FROM_ABOVE, name) ? FROM_ABOVE[name] : undefined;
  const account = otherAccount(takers, maker === undefined ? STACK_SETS : ACCOUNT, scope);
  if (account === null) return null;
  if (maker !== undefined)
    return pass(`the role may do everything, is named as for ${maker}, and only one other account may take it`, {
      takenBy: account,
    });
  if (!name.startsWith("stacksets-exec-")) return null;
  return pass("the role may do everything, is named as for StackSets, and only StackSets of one account may take it", {
    takenBy: account,
  });
}

/** The single account that all takers are of, by the form of their ARN, where it is not the account of the role itself. */
function otherAccount(takers: readonly (Taker | null)[], form: RegExp, scope: string): string | null {
  const accounts = new Set(
    takers.map((taker) => {
      const [, byArn, byNumber] = (taker?.type === "AWS" && form.exec(taker.value)) || [];
      return byArn ?? byNumber ?? null;
    }),
  );
  const [account = null, ...others] = accounts;
  return others.length > 0 || scope === `aws/${account}` ? null : account;
}
