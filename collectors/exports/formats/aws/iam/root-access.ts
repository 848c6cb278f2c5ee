// Reads what IAM tells of the root user beside the credential report, as `aws iam` tells it: two files an account.
import { isRefused } from "../../../../answer.ts";
import {
  ROOT_MANAGEMENT,
  ROOT_MANAGEMENT_ERRORS,
  ROOT_VIRTUAL_MFA,
  rootManagementBy,
  rootManagementIdentity,
  rootManagementIn,
  rootVirtualMfaIdentity,
  rootVirtualMfaIn,
} from "../../../../aws/answers/iam/root-access.ts";
import { callEach, oneCall } from "../../call.ts";

export const awsIamVirtualMfaDevices = oneCall({
  provider: "aws",
  lane: "aws-iam-virtual-mfa-devices",
  scopeId: /^\d{12}$/,
  type: ROOT_VIRTUAL_MFA,
  global: true,
  items(answer, { id }) {
    const body = rootVirtualMfaIn(answer, id);
    if (body === undefined || isRefused(body)) return body;
    return [{ ...rootVirtualMfaIdentity(id), body }];
  },
  exports(account, types) {
    const source = `aws-${account}-virtual-mfa-devices`;
    const command = "aws iam list-virtual-mfa-devices --assignment-status Assigned";
    const run = ["aws_virtual_mfa_devices", account];
    return [{ source, types, regions: [], file: `${source}.json`, command, run }];
  },
});

/** The way in which the AWS command line names an error of the service. */
const NAMED = /An error occurred \((\w+)\)/;
const errorIn = (text: string): string => NAMED.exec(text)?.[1] ?? "";

export const awsIamOrganizationsFeatures = callEach({
  provider: "aws",
  lane: "aws-iam-organizations-features",
  scopeId: /^\d{12}$/,
  type: ROOT_MANAGEMENT,
  global: true,
  subjects: ({ id }) => [id],
  key(account, { id }) {
    if (account !== id) throw new RangeError("found another account, expected that of the scope");
    return rootManagementIdentity(id).key;
  },
  body: (answer, account) => rootManagementIn(answer, account),
  about: (_, account) => ({ name: rootManagementIdentity(account).name }),
  none: {
    error: new RegExp(`\\((?:${ROOT_MANAGEMENT_ERRORS.join("|")})\\)`),
    body: (account, _, error) => rootManagementBy(errorIn(error), account),
  },
  exports(account, types) {
    const source = `aws-${account}-organizations-features`;
    const command = "aws iam list-organizations-features";
    const run = ["aws_organizations_features", account];
    return [{ source, types, regions: [], file: `${source}.ndjson`, command, run }];
  },
});
