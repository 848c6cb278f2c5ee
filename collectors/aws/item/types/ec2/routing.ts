// Lists the members of DescribeRouteTables and DescribeNetworkAcls that leave here.
import type { ResourceTypes } from "../../resource-type.ts";
import { list, record, scalar } from "../../spelling.ts";
import { arn } from "./networks-and-disks.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html; the published schema of AWS Config lacks the newer targets. */
const route = record({
  DestinationCidrBlock: scalar,
  DestinationIpv6CidrBlock: scalar,
  DestinationPrefixListId: scalar,
  GatewayId: scalar,
  CarrierGatewayId: scalar,
  EgressOnlyInternetGatewayId: scalar,
  InstanceId: scalar,
  NetworkInterfaceId: scalar,
  NatGatewayId: scalar,
  TransitGatewayId: scalar,
  LocalGatewayId: scalar,
  VpcPeeringConnectionId: scalar,
  CoreNetworkArn: scalar,
  OdbNetworkArn: scalar,
  Origin: scalar,
  State: scalar,
});

export const ec2Routing: ResourceTypes = {
  "AWS::EC2::RouteTable": {
    configuration: record({
      RouteTableId: scalar,
      VpcId: scalar,
      OwnerId: scalar,
      Routes: list(route),
      Associations: list(record({ Main: scalar, SubnetId: scalar, GatewayId: scalar })),
    }),
    supplementary: {},
    global: false,
    uniqueId: false,
    owner: "OwnerId",
    arn: arn("route-table"),
  },
  "AWS::EC2::NetworkAcl": {
    configuration: record({
      NetworkAclId: scalar,
      VpcId: scalar,
      OwnerId: scalar,
      IsDefault: scalar,
      Entries: list(
        record({
          RuleNumber: scalar,
          Protocol: scalar,
          RuleAction: scalar,
          Egress: scalar,
          CidrBlock: scalar,
          Ipv6CidrBlock: scalar,
          PortRange: record({ From: scalar, To: scalar }),
          IcmpTypeCode: record({ Type: scalar, Code: scalar }),
        }),
      ),
      Associations: list(record({ SubnetId: scalar })),
    }),
    supplementary: {},
    global: false,
    uniqueId: false,
    owner: "OwnerId",
    arn: arn("network-acl"),
  },
};
