// Lists the members of DescribeInstances that leave here: state, addresses, groups and metadata options, never user data.
import type { ResourceTypes } from "../../resource-type.ts";
import { filled, list, record, scalar } from "../../spelling.ts";
import { arn } from "./networks-and-disks.ts";

const groups = list(record({ GroupId: scalar, GroupName: scalar }));
// An association that is there says that the interface has a public address.
const association = filled(record({ PublicIp: scalar, CarrierIp: scalar }));

const networkInterface = record({
  NetworkInterfaceId: scalar,
  InterfaceType: scalar,
  Status: scalar,
  SourceDestCheck: scalar,
  SubnetId: scalar,
  VpcId: scalar,
  Association: association,
  Groups: groups,
  Ipv6Addresses: list(record({ Ipv6Address: scalar })),
  Ipv6Prefixes: list(record({ Ipv6Prefix: scalar })),
  PrivateIpAddress: scalar,
  PrivateIpAddresses: list(record({ PrivateIpAddress: scalar, Primary: scalar, Association: association })),
});

export const ec2Instances: ResourceTypes = {
  "AWS::EC2::Instance": {
    configuration: record({
      InstanceId: scalar,
      // Older items of AWS Config have the name of the state as its value.
      State: record({ Name: [scalar, "Value"] }),
      SubnetId: scalar,
      VpcId: scalar,
      PublicIpAddress: scalar,
      SourceDestCheck: scalar,
      NetworkInterfaces: list(networkInterface),
      SecurityGroups: groups,
      MetadataOptions: record({
        State: scalar,
        HttpTokens: scalar,
        HttpPutResponseHopLimit: scalar,
        HttpEndpoint: scalar,
        HttpProtocolIpv6: scalar,
        InstanceMetadataTags: scalar,
      }),
      IamInstanceProfile: record({ Arn: scalar }),
    }),
    supplementary: {},
    global: false,
    uniqueId: true,
    arn: arn("instance"),
  },
};
