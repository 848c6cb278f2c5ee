// Reads from the policies of a holder in IAM whether it may do everything, or give itself more rights than it has.
import type { Statement } from "../policy/policy-document.ts";
import { ASKER, grantOf, iamArn, isGrantedSomewhere } from "./aws-grant.ts";
import { greatest, least, UNNAMED, type Grant } from "./grant.ts";

type Kind = "group" | "policy" | "role" | "user";

type Raising = {
  readonly action: string;
  /** The kind of resource that the action is taken on. */
  readonly on: Kind;
  /** Taken on the asker alone it gives nothing, or taken on what somebody named. */
  readonly harmlessOn?: "asker" | "named";
};

/**
 * Actions by which somebody gets rights of others, or gives rights away without end. Most are permissions management in the Service
 * Authorization Reference; credentials of others and passing any role to a service come to the same:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
const RAISING: readonly Raising[] = [
  { action: "iam:AddUserToGroup", on: "group" },
  { action: "iam:AttachGroupPolicy", on: "group" },
  { action: "iam:AttachRolePolicy", on: "role" },
  { action: "iam:AttachUserPolicy", on: "user" },
  // Everybody may manage the credentials that are their own.
  { action: "iam:CreateAccessKey", on: "user", harmlessOn: "asker" },
  { action: "iam:CreateLoginProfile", on: "user", harmlessOn: "asker" },
  { action: "iam:CreatePolicyVersion", on: "policy" },
  // A role that was chosen for a service is what deployments pass.
  { action: "iam:PassRole", on: "role", harmlessOn: "named" },
  { action: "iam:PutGroupPolicy", on: "group" },
  { action: "iam:PutRolePolicy", on: "role" },
  { action: "iam:PutUserPolicy", on: "user" },
  { action: "iam:SetDefaultPolicyVersion", on: "policy" },
  { action: "iam:UpdateAssumeRolePolicy", on: "role" },
  { action: "iam:UpdateLoginProfile", on: "user", harmlessOn: "asker" },
];

/** `named`: on resources that policies name, of which nobody knows here whether they give the holder anything. */
export type Reach = Grant | "named";

export type Rights = {
  /** How far actions go of all services there are or will be, on every resource. IAM may be left out. */
  readonly everyService: Grant;
  /** Actions that raise rights, sorted, each as far as it goes; those that do not are left out. */
  readonly raising: readonly { readonly action: string; readonly reach: Exclude<Reach, "never"> }[];
};

const anyService = [`${UNNAMED}:${UNNAMED}`, `arn:aws:${[UNNAMED, UNNAMED, UNNAMED, UNNAMED].join(":")}`] as const;

/** `statements`: all that apply to the holder. `self`: how they write the ARN of a user; null for a group or role. */
export function rightsOf(statements: readonly Statement[], self: string | null): Rights {
  const raising = RAISING.flatMap((one) => {
    const reach = reachOf(statements, one, self);
    return reach === "never" ? [] : [{ action: one.action, reach }];
  });
  return { everyService: grantOf(statements, ...anyService, self), raising };
}

function reachOf(statements: readonly Statement[], { action, on, harmlessOn }: Raising, self: string | null): Reach {
  const name = action.toLowerCase();
  const anywhere = grantOf(statements, name, iamArn(on, UNNAMED), self);
  const isOfAsker = on === "user" && self !== null && harmlessOn !== "asker";
  const grant = greatest([anywhere, isOfAsker ? grantOf(statements, name, ASKER, self) : "never"]);
  if (grant !== "never" || harmlessOn === "named") return grant;
  return isGrantedSomewhere(statements, name, iamArn(on, "*"), self) ? "named" : "never";
}

/** Whether the holder may do everything: whatever service, and rights of its own making. */
export function everything({ everyService, raising }: Rights): Grant {
  const raises = raising.map(({ reach }) => (reach === "named" ? "never" : reach));
  return least([everyService, greatest(raises)]);
}
