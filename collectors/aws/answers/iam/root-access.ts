// Reads what IAM tells of the root user beside the credential report: virtual MFA devices of its own, and who manages root access.
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { withoutNulls } from "../../../json-shape.ts";
import type { Refused } from "../../../answer.ts";

export const ROOT_VIRTUAL_MFA = "Tidemark::IAM::RootVirtualMfa";
export const ROOT_MANAGEMENT = "Tidemark::IAM::RootManagement";

/** The key and the name of the fact whether a virtual MFA device is root's. */
export const rootVirtualMfaIdentity = (account: string) => ({
  key: syntheticKey("aws", account, "root-virtual-mfa"),
  name: "virtual MFA devices of the root user",
});

/** The key and the name of the fact what the account tells of root access in its organization. */
export const rootManagementIdentity = (account: string) => ({
  key: syntheticKey("aws", account, "root-management"),
  name: "management of root access in the organization",
});

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html, for devices that are assigned. */
const Devices = z.object({
  VirtualMFADevices: z.array(
    z.object({ SerialNumber: z.string(), User: z.object({ Arn: z.string().optional() }).optional() }),
  ),
});

/** Whose a device is; the account stands at the same place in both ARNs. */
const accountOf = (arn: string): string | undefined => arn.split(":")[4];

/** The name of a device that IAM made for the root user. */
const ROOTS_NAME = ":mfa/root-account-mfa-device";

/**
 * Whether the root user of `account` has a virtual MFA device, by the answer for devices that are assigned. The listing also names
 * people, of whom nothing is kept. IAM may leave out a device's user: such a device of root's name is root's, and no other tells whose
 * it is. Undefined where that leaves the answer open, and where it has another shape; refused where a device is of another account.
 */
export function rootVirtualMfaIn(answer: Json, account: string): object | Refused | undefined {
  const devices = Devices.safeParse(withoutNulls(answer)).data?.VirtualMFADevices;
  if (devices === undefined) return undefined;
  if (devices.some(({ SerialNumber }) => accountOf(SerialNumber) !== account))
    return { found: "a virtual MFA device of another account", expected: `account ${account}` };
  const isRoots = devices.map(({ SerialNumber, User }) =>
    User?.Arn !== undefined ? User.Arn.endsWith(`::${account}:root`) : SerialNumber.endsWith(ROOTS_NAME) || undefined,
  );
  const has = isRoots.includes(true);
  if (!has && isRoots.includes(undefined)) return undefined;
  return { Id: account, RootVirtualMfa: has };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html. A list that is empty may be left out. */
const Features = z.object({ OrganizationId: z.string(), EnabledFeatures: z.array(z.string()).optional() });

/** The features of central root access that the organization has; undefined where the answer has another shape. */
export function rootManagementIn(answer: Json, account: string): object | undefined {
  const told = Features.safeParse(withoutNulls(answer)).data;
  if (told === undefined) return undefined;
  const has = (feature: string): boolean => told.EnabledFeatures?.includes(feature) === true;
  return {
    Id: account,
    Tells: true,
    RootCredentialsManagement: has("RootCredentialsManagement"),
    RootSessions: has("RootSessions"),
  };
}

/**
 * Errors that are answers, by the name that the reference gives each (same page): this account is neither the management account
 * nor a delegated administrator, is in no organization, or is in one that can't manage root access.
 */
const TELLS_NOT = [
  "AccountNotManagementOrDelegatedAdministrator",
  "OrganizationNotFound",
  "OrganizationNotInAllFeaturesMode",
] as const;

/** By this error the organization has no trusted access for IAM, and so neither feature. */
const OFF = "ServiceAccessNotEnabled";

/** The error's name in the reference and in the SDK, which ends it so. */
const spellings = (name: string): string[] => [name, `${name}Exception`];

export const ROOT_MANAGEMENT_ERRORS: readonly string[] = [...TELLS_NOT, OFF].flatMap(spellings);

/** The body for an account that is answered by an error of `ROOT_MANAGEMENT_ERRORS`. */
export function rootManagementBy(error: string, account: string): object {
  return spellings(OFF).includes(error)
    ? { Id: account, Tells: true, RootCredentialsManagement: false, RootSessions: false }
    : { Id: account, Tells: false };
}
