// Lists the members of IAM users, groups, roles, policies and identity providers that leave here.
// They follow GetAccountAuthorizationDetails and the calls of each provider.
import { isRecord } from "../../../json-shape.ts";
import { policyDocument } from "../policy-document.ts";
import type { ResourceTypes } from "../resource-type.ts";
import { list, memberOf, record, scalar, unquote, type Spelling } from "../spelling.ts";

/**
 * IAM gives the text of a policy URL-encoded, and some clients decode it.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
const document: Spelling = (raw, people) => {
  const text = unquote(scalar(raw) ?? null);
  return policyDocument(typeof text === "string" ? decoded(text) : text, people);
};

function decoded(text: string): string {
  if (!text.startsWith("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Only the default version of a policy is in force; undefined for any other one. */
const defaultVersion: Spelling = (raw, people) => {
  const version = unquote(raw);
  if (!isRecord(version)) return version ?? undefined;
  if (scalar(memberOf(version, "IsDefaultVersion")) !== true) return undefined;
  return record({ VersionId: scalar, IsDefaultVersion: scalar, Document: document })(version, people);
};

const policyArns = list(record({ PolicyArn: scalar }));
const inlinePolicies = list(record({ PolicyName: scalar, PolicyDocument: document }));
const boundary = record({ PermissionsBoundaryArn: scalar });

export const iam: ResourceTypes = {
  // Its UserName, Arn and Path name a person and stay here.
  "AWS::IAM::User": {
    configuration: record({
      UserId: scalar,
      CreateDate: scalar,
      AttachedManagedPolicies: policyArns,
      UserPolicyList: inlinePolicies,
      GroupList: list(scalar),
      PermissionsBoundary: boundary,
    }),
    supplementary: {},
    global: true,
    uniqueId: true,
    arn: null,
  },
  "AWS::IAM::Group": {
    configuration: record({
      GroupId: scalar,
      GroupName: scalar,
      Arn: scalar,
      CreateDate: scalar,
      AttachedManagedPolicies: policyArns,
      GroupPolicyList: inlinePolicies,
    }),
    supplementary: {},
    global: true,
    uniqueId: true,
    arn: null,
  },
  "AWS::IAM::Role": {
    configuration: record({
      RoleId: scalar,
      RoleName: scalar,
      Arn: scalar,
      Path: scalar,
      CreateDate: scalar,
      AssumeRolePolicyDocument: document,
      AttachedManagedPolicies: policyArns,
      RolePolicyList: inlinePolicies,
      PermissionsBoundary: boundary,
    }),
    supplementary: {},
    global: true,
    uniqueId: true,
    arn: null,
  },
  "AWS::IAM::Policy": {
    configuration: record({
      PolicyId: scalar,
      Arn: scalar,
      CreateDate: scalar,
      AttachmentCount: scalar,
      PolicyVersionList: list(defaultVersion),
    }),
    supplementary: {},
    global: true,
    uniqueId: true,
    arn: null,
  },
  "AWS::IAM::SAMLProvider": {
    configuration: record({ Arn: scalar, CreateDate: scalar, ValidUntil: scalar }),
    supplementary: {},
    global: true,
    uniqueId: false,
    arn: null,
  },
  "AWS::IAM::OIDCProvider": {
    configuration: record({
      Arn: scalar,
      Url: scalar,
      ClientIDList: list(scalar),
      ThumbprintList: list(scalar),
      CreateDate: scalar,
    }),
    supplementary: {},
    global: true,
    uniqueId: false,
    arn: null,
  },
};
