/** The resource types read from AWS Config: the members of each that leave here, in the spelling of the service's API. */
import { list, record, scalar, type Spelling } from "./spelling.ts";

export type ResourceType = {
  /** Where Config keeps what the API answers. `supplementary` members come by the name they get in the body. */
  readonly configuration: Spelling;
  readonly supplementary: { readonly [name: string]: readonly [key: string, spelling: Spelling] };
  /** IAM is one for an account and recorded in one region. */
  readonly global: boolean;
  /** Config's resourceId is an id that is never given again. */
  readonly uniqueId: boolean;
  /** The resource part of its ARN after the account, for items that carry no ARN. */
  readonly arn:
    ((id: string) => { readonly service: string; readonly regional: boolean; readonly resource: string }) | null;
};

const policyArns = list(record({ PolicyArn: scalar }));
const policyNames = list(record({ PolicyName: scalar }));

// Older items have bare strings where the API has objects.
const orString =
  (name: string, spelling: Spelling): Spelling =>
  (raw) =>
    typeof raw === "string" ? { [name]: raw } : spelling(raw);

const permissions = list(
  record({
    IpProtocol: scalar,
    FromPort: scalar,
    ToPort: scalar,
    IpRanges: [list(orString("CidrIp", record({ CidrIp: scalar, Description: scalar }))), "ipv4Ranges"],
    Ipv6Ranges: list(orString("CidrIpv6", record({ CidrIpv6: scalar, Description: scalar }))),
    PrefixListIds: list(orString("PrefixListId", record({ PrefixListId: scalar, Description: scalar }))),
    UserIdGroupPairs: list(
      record({ GroupId: scalar, UserId: scalar, VpcId: scalar, PeeringStatus: scalar, Description: scalar }),
    ),
  }),
);

const serverSideEncryption = record({
  Rules: list(
    record({
      ApplyServerSideEncryptionByDefault: record({ SSEAlgorithm: scalar, KMSMasterKeyID: scalar }),
      BucketKeyEnabled: scalar,
    }),
  ),
});

const bucketEncryption: Spelling = (raw) => {
  const configuration = serverSideEncryption(raw);
  // Config writes a bucket without the block as null, as {} or not at all; the API has no answer then.
  const isEmpty = configuration === undefined || JSON.stringify(configuration) === "{}";
  return isEmpty ? undefined : { ServerSideEncryptionConfiguration: configuration };
};

const ec2 = (prefix: string) => (id: string) => ({ service: "ec2", regional: true, resource: `${prefix}/${id}` });

/** By Config's resource type. Members follow GetBucketEncryption, DescribeVpcs, DescribeFlowLogs, DescribeSecurityGroups and GetAccountAuthorizationDetails. */
export const RESOURCE_TYPES: { readonly [type: string]: ResourceType } = {
  "AWS::S3::Bucket": {
    configuration: record({ Name: scalar }),
    supplementary: { BucketEncryption: ["ServerSideEncryptionConfiguration", bucketEncryption] },
    global: false,
    uniqueId: false,
    arn: (id) => ({ service: "s3", regional: false, resource: id }),
  },
  "AWS::EC2::VPC": {
    configuration: record({ VpcId: scalar, CidrBlock: scalar, IsDefault: scalar, State: scalar, OwnerId: scalar }),
    supplementary: {},
    global: false,
    uniqueId: false,
    arn: ec2("vpc"),
  },
  "AWS::EC2::FlowLog": {
    configuration: record({
      FlowLogId: scalar,
      ResourceId: scalar,
      FlowLogStatus: scalar,
      TrafficType: scalar,
      DeliverLogsStatus: scalar,
      LogDestinationType: scalar,
      LogDestination: scalar,
      LogGroupName: scalar,
      MaxAggregationInterval: scalar,
    }),
    supplementary: {},
    global: false,
    uniqueId: false,
    arn: ec2("vpc-flow-log"),
  },
  "AWS::EC2::SecurityGroup": {
    configuration: record({
      GroupId: scalar,
      GroupName: scalar,
      Description: scalar,
      VpcId: scalar,
      OwnerId: scalar,
      IpPermissions: permissions,
      IpPermissionsEgress: permissions,
    }),
    supplementary: {},
    global: false,
    uniqueId: false,
    arn: ec2("security-group"),
  },
  // Its UserName, Arn and Path name a person and stay here.
  "AWS::IAM::User": {
    configuration: record({
      UserId: scalar,
      CreateDate: scalar,
      AttachedManagedPolicies: policyArns,
      UserPolicyList: policyNames,
      GroupList: list(scalar),
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
      GroupPolicyList: policyNames,
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
