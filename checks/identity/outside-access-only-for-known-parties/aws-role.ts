// Judges IAM roles by the parties whom their trust policies let in.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { ALL_NAMED } from "../../engines/policy/aws/parties.ts";
import { unknownParties } from "../../engines/policy/aws/principals.ts";
import { partiesNamed } from "../../engines/policy/aws/statements.ts";
import { asksForExternalId, trustInStrangers } from "../../engines/policy/aws/trust.ts";
import { unpinned } from "../../engines/policy/aws/web-identity.ts";
import { PolicyDocument } from "../../engines/policy/policy-document.ts";
import { defineEvaluator, fail, indeterminate, pass, type Question } from "../../kernel.ts";
import { bound, knownParties, users } from "./aws-known.ts";
import type { Parameters } from "./parameters.ts";
import { shownParties } from "./shown-parties.ts";

const related = { users };

const unattributed: Problem = {
  code: "not-supported",
  detail: "the trust policy lets in callers whom it names by no account, such as a user by a condition",
};
const subjectOpen: Problem = {
  code: "not-supported",
  detail:
    "the trust policy pins no subject (sub) of an OpenID Connect provider, and Tidemark does not read whom it signs in",
};
const notUnderstood: Problem = {
  code: "unexpected-shape",
  detail: "the trust policy names principals that the check does not understand",
};

export const role = defineEvaluator({
  provider: "aws",
  resourceType: "AWS::IAM::Role",
  global: true,
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html
  reads: z.object({ AssumeRolePolicyDocument: PolicyDocument }),
  related,
  evaluate({ AssumeRolePolicyDocument: trust }, question: Question<Parameters, typeof related>) {
    const { parameters, scope, related: of } = question;
    const known = knownParties({ parameters, scope, users: of.users });
    // A public provider of identities is a party, which the config may list.
    const strangers = trustInStrangers(trust, known.listed).filter(
      ({ to, statement: { Principals = [] } }) =>
        to !== "web identities" || unknownParties(Principals, known.listed.isKnown).length > 0,
    );
    const isOpen = trustInStrangers(trust, { bound, isKnown: ALL_NAMED }).some(({ to }) => to === "everyone");
    const parties = partiesNamed(
      strangers.map(({ statement }) => statement),
      trust,
      known.listed.isKnown,
    );
    const facts = { everyone: isOpen, ...shownParties(parties) };
    if (isOpen) return fail("the trust policy lets everyone assume the role", facts);
    if (facts.unlistedCount > 0)
      return fail(`the trust policy lets in parties that the config does not list: ${facts.unlistedCount}`, facts);
    if (strangers.some(({ to }) => to === "unknown")) return indeterminate(notUnderstood, facts);
    const unread = known.unread();
    if (unread !== null) return indeterminate(unread, facts);
    if (strangers.length > 0) return indeterminate(unattributed, facts);
    const subjects = trust.Statements.filter(({ Effect }) => Effect === "Allow").flatMap(unpinned);
    if (subjects.includes("shared"))
      return fail(
        "the trust policy pins no subject (sub) of an identity provider whose customer anybody can be",
        facts,
      );
    if (subjects.length > 0) return indeterminate(subjectOpen, facts);
    const vendors = trustInStrangers(trust, known.own);
    const withoutId = vendors.filter(({ to, statement }) => to !== "web identities" && !asksForExternalId(statement));
    if (parameters.requireExternalId && withoutId.length > 0)
      return fail("a party of knownParties may assume the role without an external id", facts);
    return pass("the trust policy lets in the account itself, services of AWS and listed parties at most", facts);
  },
});
