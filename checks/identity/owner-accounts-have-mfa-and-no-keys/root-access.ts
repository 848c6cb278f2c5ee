// Judges what the parameters ask of a root user beyond MFA: hardware, and an organization that manages root access.
import { z } from "zod";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { fail, indeterminate, relation, type Question, type Verdict } from "../../kernel.ts";
import { unclear, type Flag } from "../../readings/aws/credential-report.ts";
import type { Parameters } from "./parameters.ts";

export const rootAccess = {
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html
  virtualMfa: relation({
    type: "Tidemark::IAM::RootVirtualMfa",
    within: "scope",
    global: true,
    reads: z.object({ Id: z.string(), RootVirtualMfa: z.boolean() }),
    on: ({ Id }) => [Id],
  }),
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html
  management: relation({
    type: "Tidemark::IAM::RootManagement",
    within: "scope",
    global: true,
    reads: z.object({
      Id: z.string(),
      Tells: z.boolean(),
      RootCredentialsManagement: z.boolean().optional(),
      RootSessions: z.boolean().optional(),
    }),
    on: ({ Id }) => [Id],
  }),
};

type Root = { readonly id: string | undefined; readonly password: Flag | undefined; readonly facts: JsonObject };
type Asked = Question<Parameters, typeof rootAccess>;

/** The verdict by which the root user does not meet the parameters, or else the facts with those that the parameters ask for. */
export function unmetBy(root: Root, question: Asked): Verdict | { readonly facts: JsonObject } {
  const { requireHardware, requireCentralRoot } = question.parameters;
  const virtual = requireHardware ? hardwareOf(root, question) : root;
  if ("outcome" in virtual) return virtual;
  return requireCentralRoot ? centralOf({ ...root, facts: virtual.facts }, question) : { facts: virtual.facts };
}

const missing = { code: "contradictory", detail: "the account is not among the accounts that IAM told of" } as const;

/**
 * An MFA device of root that is none of its virtual ones is a hardware token, a security key or a passkey: IAM tells no more of
 * devices of root. A virtual device fails beside another one too, since any of them lets root in.
 */
function hardwareOf({ id = "", password, facts }: Root, { related }: Asked): Verdict | { readonly facts: JsonObject } {
  // Nobody signs in, with whatever device.
  if (password === false) return { facts };
  const devices = related.virtualMfa(id).find(() => true);
  if (devices.is === "unknown") return indeterminate(devices.problem, facts);
  if (devices.is === "none") return indeterminate(missing, facts);
  const told = { ...facts, virtualMfa: devices.row.RootVirtualMfa };
  return devices.row.RootVirtualMfa ? fail("the root user has a virtual MFA device", told) : { facts: told };
}

/**
 * The management account keeps its root password, and is to have the feature on. Every other account is not told of the feature,
 * and shows it by a root user without a password.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html
 */
function centralOf({ id = "", password, facts }: Root, { related }: Asked): Verdict | { readonly facts: JsonObject } {
  const management = related.management(id).find(() => true);
  if (management.is === "unknown") return indeterminate(management.problem, facts);
  if (management.is === "none") return indeterminate(missing, facts);
  const { Tells, RootCredentialsManagement = null, RootSessions = null } = management.row;
  if (Tells) {
    const told = { ...facts, rootCredentialsManagement: RootCredentialsManagement, rootSessions: RootSessions };
    if (RootCredentialsManagement === true) return { facts: told };
    return fail("the organization does not manage root credentials of its member accounts", told);
  }
  if (password === false) return { facts };
  return password === true
    ? fail("the root user has a password, and the account is none that manages root access of others", facts)
    : indeterminate(unclear, facts);
}
