// Reads the policies that a user, group or role of IAM has as their statements, and says where a text could not be read.
import { z } from "zod";
import type { JsonObject, Problem } from "../../../evidence-schema/record/record.ts";
import { relation, type Related } from "../../kernel.ts";
import { PolicyDocument, type Statement } from "../policy/policy-document.ts";

/** A text in the place of the document is one that could not be read as a policy. */
const Document = z.union([PolicyDocument, z.string()]).optional();

/** A policy without an ARN may be any policy. */
export const Attached = z.array(z.object({ PolicyArn: z.string().optional() }));
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyDetail.html; missing where there are none. */
export const Inline = z.array(z.object({ PolicyDocument: Document })).optional();

/** It limits what the policies of a user or role give, and gives nothing. Its text is not subtracted from them. */
export const Boundary = z.object({ PermissionsBoundaryArn: z.string().optional() }).optional();

const ManagedPolicy = z.object({
  Arn: z.string(),
  PolicyVersionList: z.array(z.object({ IsDefaultVersion: z.boolean(), Document: Document })),
});

/** The customer managed policies of the account, by ARN. */
export const managedPolicies = relation({
  type: "AWS::IAM::Policy",
  within: "scope",
  global: true,
  reads: ManagedPolicy,
  on: (row) => [row.Arn],
});

export type Policies = (arn: string) => Related<z.infer<typeof ManagedPolicy>>;

export type Holder = { readonly attached: z.infer<typeof Attached>; readonly inline: z.infer<typeof Inline> };

export type Held = {
  readonly statements: readonly Statement[];
  /** The policies by kind. Names of a company's own policies stay out of facts: they may hold names of people. */
  readonly facts: JsonObject & { readonly managed: readonly string[] };
  /** How many policies of AWS are attached that are not read; a fact too, where there are any. */
  readonly unread: number;
  /** Why the text of a policy is not among the statements; null where all texts are, but those of AWS that are not listed. */
  readonly problem: Problem | null;
};

const allow = (element: Pick<Statement, "Actions" | "NotActions">): Statement => ({
  Effect: "Allow",
  ...element,
  Resources: ["*"],
});
const EVERYTHING = allow({ Actions: ["*"] });

/** Statements that widen the rights of a holder in policies of AWS: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
const TEXTS: ReadonlyMap<string, Statement> = new Map(
  Object.entries({
    "arn:aws:iam::aws:policy/AdministratorAccess": EVERYTHING,
    "arn:aws:iam::aws:policy/IAMFullAccess": allow({ Actions: ["iam:*"] }),
    "arn:aws:iam::aws:policy/PowerUserAccess": allow({ NotActions: ["account:*", "iam:*", "organizations:*"] }),
  }),
);
/** The policies of AWS whose statements stand here, by ARN. */
export const READ_OF_AWS: readonly string[] = [...TEXTS.keys()];
const DENY_ALL = "arn:aws:iam::aws:policy/AWSDenyAll";

/**
 * The policies of AWS are known by name: those of `listed` by what they give, everything unless a text stands here, and AWSDenyAll as a
 * deny of everything. No other policy of AWS is read. A name means the same policy in every partition.
 */
export function heldBy({ attached, inline = [] }: Holder, listed: readonly string[], policies: Policies): Held {
  const arns = attached.flatMap(({ PolicyArn }) => PolicyArn ?? []);
  const known = arns.map((arn) => arn.replace(/^arn:[^:]*:iam::aws:/, "arn:aws:iam::aws:"));
  const managed = known.filter((arn) => listed.includes(arn)).sort();
  const own = known.filter((arn) => !arn.startsWith("arn:aws:iam::aws:")).sort();
  const unread = known.length - own.length - known.filter((arn) => listed.includes(arn) || arn === DENY_ALL).length;
  const statements = managed.map((arn) => TEXTS.get(arn) ?? EVERYTHING);
  if (known.includes(DENY_ALL)) statements.push({ ...EVERYTHING, Effect: "Deny" });
  const problems: Problem[] = [];
  const add = (document: z.infer<typeof Document>): void => {
    if (typeof document === "object") statements.push(...document.Statements);
    else problems.push(document === undefined ? TEXT_LACKING : TEXT_UNREADABLE);
  };
  for (const arn of own) {
    const found = policies(arn).find(() => true);
    if (found.is === "unknown") problems.push(found.problem);
    if (found.is === "none") problems.push(NOT_LISTED);
    if (found.is === "found") add(found.row.PolicyVersionList.find((one) => one.IsDefaultVersion)?.Document);
  }
  for (const { PolicyDocument } of inline) add(PolicyDocument);
  const unnamed = attached.length - arns.length;
  if (unnamed > 0) problems.push(ARN_LACKING);
  return {
    statements,
    facts: {
      managed,
      customerManaged: own.length,
      inline: inline.length,
      ...(unread === 0 ? {} : { awsManagedUnread: unread }),
      ...(unnamed === 0 ? {} : { unnamed }),
    },
    unread,
    problem: problems[0] ?? null,
  };
}

const NOT_LISTED: Problem = {
  code: "contradictory",
  detail: "a policy that is attached in IAM is not among the policies that were read",
};
const ARN_LACKING: Problem = {
  code: "not-in-answer",
  detail: "the answer from AWS lacks the ARN of a policy that is attached in IAM",
};
const TEXT_LACKING: Problem = {
  code: "not-in-answer",
  detail: "the answer from AWS lacks the text of an IAM policy",
};
const TEXT_UNREADABLE: Problem = {
  code: "unexpected-shape",
  detail: "the text of an IAM policy is not in the documented form",
};
