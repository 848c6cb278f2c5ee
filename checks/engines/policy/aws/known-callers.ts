// Lists the condition keys that can narrow a statement to known callers, and decides which of their values do.
import { broadRanges, type InternetBound } from "../../reachability/internet.ts";
import { rangeOf } from "../../reachability/address-range.ts";

/** A value that holds a wildcard or a policy variable may be anything. */
const isPlain = (value: string): boolean => value !== "" && !/[*?]|\$\{/.test(value);
const isAccount = (value: string): boolean => /^\d{12}$/.test(value);

/** `o-id/r-id/ou-id/*`: an organisation's id is unique, so what follows it may be open. */
const isOrganizationPath = (value: string): boolean => /^o-[a-z0-9]+\//.test(value);

/**
 * A wildcard behind the account leaves what one account has. In front of the account it may also swallow colons, and so
 * the account, unless the operator compares an ARN part by part.
 */
const isOfOneAccount = (value: string, byParts: boolean): boolean =>
  isPlain(value) ||
  (!value.includes("${") &&
    (byParts ? /^arn:[^:]*:[^:]*:[^:]*:\d{12}:/ : /^arn:[\w-]*:[\w-]*:[\w-]*:\d{12}:/).test(value));

/** `anonymous` is what requests without credentials have. The session of a role, behind the colon, may be open. */
const isUserId = (value: string): boolean =>
  value.toLowerCase() !== "anonymous" && (isPlain(value) || /^AROA[A-Z0-9]+:\*$/.test(value));

/** Blocks that each are narrow may be the internet together. A text that is no block names nobody in particular. */
export function areNarrowBlocks(values: readonly string[], bound: InternetBound): boolean {
  const ranges = values.map(rangeOf).filter((range) => range !== null);
  return ranges.length === values.length && broadRanges(ranges, bound).length === 0;
}

/**
 * The keys that S3 counts as not public, and keys that say the same of an organisation, a network or a service. Keys that the
 * caller may set or that say nothing of the caller are not among them: aws:Referer, aws:UserAgent, aws:PrincipalTag,
 * aws:username (anybody's account may have that user), aws:ViaAWSService, aws:CalledVia, aws:VpcSourceIp, kms:ViaService,
 * sns:Endpoint, sns:Protocol, lambda:FunctionUrlAuthType, events:creatorAccount. A key of one service is in no request of another.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
export const knownCallers: ReadonlyMap<string, (value: string, byParts: boolean) => boolean> = new Map(
  Object.entries({
    "aws:principalaccount": isAccount,
    "aws:principalarn": isOfOneAccount,
    "aws:principalorgid": isPlain,
    "aws:principalorgpaths": isOrganizationPath,
    "aws:principalservicename": isPlain,
    "aws:principalservicenameslist": isPlain,
    "aws:sourceaccount": isAccount,
    "aws:sourcearn": isOfOneAccount,
    "aws:sourceorgid": isPlain,
    "aws:sourceorgpaths": isOrganizationPath,
    "aws:sourceowner": isAccount,
    "aws:sourcevpc": isPlain,
    "aws:sourcevpcarn": isOfOneAccount,
    "aws:sourcevpce": isPlain,
    "aws:userid": isUserId,
    "aws:vpceaccount": isAccount,
    "aws:vpceorgid": isPlain,
    "aws:vpceorgpaths": isOrganizationPath,
    "kms:calleraccount": isAccount,
    "s3:dataaccesspointaccount": isAccount,
    "s3:dataaccesspointarn": isOfOneAccount,
    "s3:x-amz-server-side-encryption-aws-kms-key-id": isPlain,
  }),
);

/**
 * Keys that are true of known callers alone: services of AWS that call as themselves, and machines that reach a mount target of EFS,
 * of which the network decides. Requests without credentials do not have the first.
 * https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html
 */
export const flags: readonly string[] = ["aws:principalisawsservice", "elasticfilesystem:accessedviamounttarget"];

/** Keys that every request has, an anonymous one too: that a missing key satisfies a condition makes no difference. */
export const alwaysThere: readonly string[] = ["aws:principalaccount", "aws:userid"];

/** A request has an address of the internet, or comes by an endpoint and has these: never both, never neither. */
export const networkKeys: readonly string[] = ["aws:sourcevpc", "aws:sourcevpce"];
