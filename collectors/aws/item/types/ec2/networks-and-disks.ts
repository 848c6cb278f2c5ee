// Lists the members of EC2 that leave here: those of DescribeVpcs, DescribeFlowLogs, DescribeSecurityGroups and DescribeVolumes.
import type { ResourceTypes } from "../../resource-type.ts";
import { list, record, scalar, unquote, type Spelling } from "../../spelling.ts";

// Older items of AWS Config have bare strings where the API has objects.
const orString =
  (name: string, spelling: Spelling): Spelling =>
  (raw, people) => {
    const value = unquote(raw);
    return typeof value === "string" ? { [name]: value } : spelling(value, people);
  };

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

/** The ARN of a resource of EC2, by its id. */
export const arn = (prefix: string) => (id: string) => ({
  service: "ec2",
  regional: true,
  resource: `${prefix}/${id}`,
});

export const ec2: ResourceTypes = {
  "AWS::EC2::VPC": {
    configuration: record({ VpcId: scalar, CidrBlock: scalar, IsDefault: scalar, State: scalar, OwnerId: scalar }),
    supplementary: {},
    global: false,
    uniqueId: false,
    owner: "OwnerId",
    arn: arn("vpc"),
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
    arn: arn("vpc-flow-log"),
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
    owner: "OwnerId",
    arn: arn("security-group"),
  },
  "AWS::EC2::Volume": {
    configuration: record({ VolumeId: scalar, State: scalar, Encrypted: scalar, KmsKeyId: scalar }),
    supplementary: {},
    global: false,
    uniqueId: true,
    arn: arn("volume"),
  },
};
