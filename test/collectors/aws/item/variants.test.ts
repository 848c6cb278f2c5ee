// The differences between AWS Config's answers that are known, one pair each: left as SelectResourceConfig gives it, right as
// GetResourceConfigHistory, BatchGetResourceConfig or a delivered file does. Seen in recorded answers of AWS (cloud-custodian,
// tests/data/placebo) and described in aws-solutions/workload-discovery-on-aws; the content is ours.
import { expect, test } from "vitest";
import { parseItem, toItem } from "../../../../collectors/aws/item/configuration-item.ts";
import { parseJsonValue } from "../../../../collectors/json-value.ts";
import { ACCOUNT, REGION } from "./samples.ts";

const people = { person: () => "somebody", remember: () => undefined };
const telling = { source: "config", dataTime: "2026-09-01T00:00:00.000Z" };

/** Members that both forms have; what differs is given as JSON text. */
const form = (type: string, id: string, differing: string): string =>
  `{"accountId":"${ACCOUNT}","awsRegion":"${REGION}","resourceType":"${type}","resourceId":"${id}","resourceName":"${id}",` +
  `"arn":"arn:aws:x:${REGION}:${ACCOUNT}:${id}","configurationItemCaptureTime":"2026-08-01T10:00:00.000Z",${differing}}`;

function normal(text: string): unknown {
  const item = parseItem(parseJsonValue(text));
  if ("lacks" in item) throw new Error(`lacks ${item.lacks}`);
  const { labels, body } = toItem(item, REGION, telling, people) as { labels: object; body: object };
  return { labels, body };
}

/** A JSON text as the content of a JSON string. */
const quoted = (json: string): string => JSON.stringify(json);

const GRANTS = '{"grantSet":null,"grantList":[{"grantee":"AllUsers","permission":"Read"}],"owner":{"id":"o"}}';
const POLICY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}';

const PAIRS: readonly (readonly [what: string, type: string, select: string, other: string, expected: object])[] = [
  [
    "configuration is an object, or JSON in a string",
    "AWS::EC2::VPC",
    '"configuration":{"vpcId":"v","isDefault":false}',
    `"configuration":${quoted('{"vpcId":"v","isDefault":false}')}`,
    { body: { VpcId: "v", IsDefault: false } },
  ],
  [
    "supplementary members are objects, JSON in a string, and JSON in a string in a string",
    "AWS::S3::Bucket",
    `"configuration":{"name":"b"},"supplementaryConfiguration":{"AccessControlList":${quoted(quoted(GRANTS))},"BucketPolicy":{"policyText":${quoted(POLICY)}},"PublicAccessBlockConfiguration":{"blockPublicAcls":true}}`,
    `"configuration":${quoted('{"name":"b"}')},"supplementaryConfiguration":{"AccessControlList":${quoted(GRANTS)},"BucketPolicy":${quoted(`{"policyText":${quoted(POLICY)}}`)},"PublicAccessBlockConfiguration":${quoted('{"blockPublicAcls":true}')}}`,
    {
      body: {
        AccessControlList: {
          Grants: [
            { GranteeUri: "http://acs.amazonaws.com/groups/global/AllUsers", GranteeType: "Group", Permission: "READ" },
          ],
        },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true },
      },
    },
  ],
  [
    "numbers have a fraction or an exponent, or none",
    "AWS::RDS::DBCluster",
    '"configuration":{"port":3306.0,"clusterCreateTime":1.611066134335E12}',
    `"configuration":${quoted('{"port":3306,"clusterCreateTime":1611066134335}')}`,
    { body: { Port: 3306, ClusterCreateTime: "2021-01-19T14:22:14.335Z" } },
  ],
  [
    "zones and endpoints of clusters are in wrappers, or plain",
    "AWS::RDS::DBCluster",
    '"configuration":{"engine":{"value":"aurora"},"availabilityZones":[{"value":"us-east-2a"}],"endpoint":{"value":"e"}}',
    `"configuration":${quoted('{"engine":"aurora","availabilityZones":["us-east-2a"],"endpoint":"e"}')}`,
    { body: { Engine: "aurora" } },
  ],
  [
    "enums are in wrappers, or plain",
    "AWS::EC2::VPC",
    '"configuration":{"vpcId":"v","state":{"value":"available"}}',
    `"configuration":${quoted('{"vpcId":"v","state":"available"}')}`,
    { body: { State: "available" } },
  ],
  [
    "nulls and empty objects are left out, or written",
    "AWS::S3::Bucket",
    '"configuration":{"name":"b"},"supplementaryConfiguration":{"BucketVersioningConfiguration":{"status":"Off"},"BucketLoggingConfiguration":{}}',
    `"configuration":${quoted('{"name":"b","owner":null}')},"supplementaryConfiguration":{"BucketVersioningConfiguration":${quoted('{"status":"Off","isMfaDeleteEnabled":null}')},"BucketLoggingConfiguration":${quoted('{"destinationBucketName":null,"logFilePrefix":null}')},"ServerSideEncryptionConfiguration":"null"}`,
    { body: { VersioningConfiguration: {} } },
  ],
  [
    "tags are a list, or a map",
    "AWS::EC2::VPC",
    '"configuration":{"vpcId":"v"},"tags":[{"key":"env","value":"p","tag":"env=p"}]',
    `"configuration":${quoted('{"vpcId":"v"}')},"tags":{"env":"p"}`,
    { labels: { env: "p" } },
  ],
  [
    "numbers that are texts stay texts",
    "AWS::Redshift::ClusterParameterGroup",
    '"configuration":{"parameterGroupName":"g"},"supplementaryConfiguration":{"Parameters":[{"parameterName":"require_ssl","parameterValue":"300"}]}',
    `"configuration":${quoted('{"parameterGroupName":"g"}')},"supplementaryConfiguration":{"Parameters":${quoted('[{"parameterName":"require_ssl","parameterValue":"300"}]')}}`,
    { body: { Parameters: [{ ParameterName: "require_ssl", ParameterValue: "300" }] } },
  ],
  [
    "texts in lists are in wrappers, or plain",
    "AWS::IAM::User",
    '"configuration":{"userId":"u","groupList":[{"value":"admins"}]}',
    `"configuration":${quoted('{"userId":"u","groupList":["admins"]}')}`,
    { body: { GroupList: ["admins"] } },
  ],
];

test.each(PAIRS)("%s", (_what, type, select, other, expected) => {
  const normalised = normal(form(type, "id", select));
  expect(normalised).toMatchObject(expected);
  expect(normal(form(type, "id", other))).toEqual(normalised);
});
