// Reads whether the root user has a virtual MFA device, and whether the organization manages root access of its members.
import { IAMClient, ListOrganizationsFeaturesCommand, paginateListVirtualMFADevices } from "@aws-sdk/client-iam";
import type { VirtualMFADevice } from "@aws-sdk/client-iam";
import { isRefused } from "../../../answer.ts";
import { CallFailed } from "../../../live/call.ts";
import { jsonOf } from "../../../live/region-read.ts";
import {
  ROOT_MANAGEMENT,
  ROOT_MANAGEMENT_ERRORS,
  ROOT_VIRTUAL_MFA,
  rootManagementBy,
  rootManagementIdentity,
  rootManagementIn,
  rootVirtualMfaIdentity,
  rootVirtualMfaIn,
} from "../../answers/iam/root-access.ts";
import type { AwsSource } from "../../source.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html: a page has up to a thousand devices. */
export const iamRootVirtualMfa: AwsSource = {
  name: "iam-root-virtual-mfa",
  types: [ROOT_VIRTUAL_MFA],
  calls: [{ action: "iam:ListVirtualMFADevices", per: "page" }],
  async read(aws) {
    const client = aws.listing(IAMClient);
    const devices: VirtualMFADevice[] = [];
    for await (const { VirtualMFADevices = [] } of paginateListVirtualMFADevices(
      { client, pageSize: 1000 },
      { AssignmentStatus: "Assigned" },
    ))
      devices.push(...VirtualMFADevices);
    const body = rootVirtualMfaIn(jsonOf({ VirtualMFADevices: devices }), aws.account);
    if (body === undefined || isRefused(body))
      aws.spoil(ROOT_VIRTUAL_MFA, {
        code: "unexpected-shape",
        detail: "the answer to iam:ListVirtualMFADevices is not in the documented form",
      });
    else aws.emitFact(ROOT_VIRTUAL_MFA, { ...rootVirtualMfaIdentity(aws.account), body });
  },
};

/** The management account and a delegated administrator are told the features. Every other account is told that it is neither. */
export const iamRootManagement: AwsSource = {
  name: "iam-root-management",
  types: [ROOT_MANAGEMENT],
  calls: [{ action: "iam:ListOrganizationsFeatures", per: "few" }],
  async read(aws) {
    const body = await rootManagementOf(aws.account, aws.listing(IAMClient));
    if (body === undefined)
      aws.spoil(ROOT_MANAGEMENT, {
        code: "unexpected-shape",
        detail: "the answer to iam:ListOrganizationsFeatures is not in the documented form",
      });
    else aws.emitFact(ROOT_MANAGEMENT, { ...rootManagementIdentity(aws.account), body });
  },
};

async function rootManagementOf(account: string, client: IAMClient): Promise<object | undefined> {
  try {
    const { OrganizationId, EnabledFeatures } = await client.send(new ListOrganizationsFeaturesCommand({}));
    return rootManagementIn(jsonOf({ OrganizationId, EnabledFeatures }), account);
  } catch (error) {
    if (!(error instanceof CallFailed) || !ROOT_MANAGEMENT_ERRORS.includes(error.error)) throw error;
    return rootManagementBy(error.error, account);
  }
}
