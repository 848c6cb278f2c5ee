// Answers for two accounts of AWS with one VPC each, for tests that enable no check but the one of flow logs.
import { checks } from "../../../checks/index.ts";
import { accounts, regions } from "./listings.ts";
import { accountOfRole, identity, queryError, roleTaken, xml, type WireAnswer, type WireRequest } from "./wire.ts";

export const [ONE, TWO] = ["111111111111", "222222222222"] as const;
export const ENABLED = "network-flow-logs-on";

/** The member `checks` of a config that enables ENABLED alone. */
export const ENABLED_ALONE = Object.fromEntries(
  checks.filter(({ id }) => id !== ENABLED).map(({ id }) => [id, { enabled: false, reason: "a test" }]),
);

type Estate = {
  /** Regions that each account has turned on. */
  readonly regions: readonly string[];
  /** Accounts of the organization. */
  readonly accounts: readonly string[];
  /** Whether each VPC has a flow log of all its traffic. */
  readonly hasFlowLogs: boolean;
};

/** The credentials at hand are of a third account; those of a role carry their account's number. */
export function answerOf(asked: WireRequest, { regions: turnedOn, accounts: listed, hasFlowLogs }: Estate): WireAnswer {
  const account = asked.accessKey.slice("ASIA".length);
  switch (asked.call) {
    case "AssumeRole":
      return roleTaken(accountOfRole(asked));
    case "GetCallerIdentity":
      return identity(asked.accessKey === "AKIATEST" ? "999999999999" : account);
    case "ListAccounts":
      return accounts(Object.fromEntries(listed.map((id) => [id, "ACTIVE"])));
    case "DescribeRegions":
      return regions(...turnedOn);
    case "DescribeVpcs":
      return xml(
        `<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId><ownerId>${account}</ownerId></item></vpcSet></DescribeVpcsResponse>`,
      );
    case "DescribeFlowLogs":
      return xml(
        `<DescribeFlowLogsResponse><flowLogSet>${hasFlowLogs ? flowLog(account) : ""}</flowLogSet></DescribeFlowLogsResponse>`,
      );
    default:
      return queryError("InvalidAction", `no answer for ${asked.call}`);
  }
}

const flowLog = (account: string): string =>
  "<item><flowLogId>fl-1</flowLogId><resourceId>vpc-1</resourceId><flowLogStatus>ACTIVE</flowLogStatus>" +
  "<deliverLogsStatus>SUCCESS</deliverLogsStatus><trafficType>ALL</trafficType><logDestinationType>s3</logDestinationType>" +
  `<logDestination>arn:aws:s3:::flow-logs-${account}</logDestination></item>`;
