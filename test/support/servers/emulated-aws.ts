// AWS as moto emulates it, with a front that answers what moto can't and fails where a test says so.
import { startMoto } from "./moto.ts";
import { moversBeside } from "./emulated-movers.ts";
import { policiesBeside } from "./emulated-policies.ts";
import { platformBeside } from "./emulated-platform.ts";
import { storesBeside } from "./emulated-stores.ts";
import { objectRetention } from "./object-retention.ts";
import { queryError, startWire, xml, type Wire, type WireAnswer, type WireRequest } from "./wire.ts";

/** What a test answers in the place of AWS; null: AWS answers. */
export type Fault = (request: WireRequest) => WireAnswer | Promise<WireAnswer> | null;

export type EmulatedAws = {
  /** The front: what is read goes through it. */
  readonly url: string;
  /** moto itself: what is built is built here. */
  readonly behind: string;
  readonly requests: Wire["requests"];
  /** The account of an access key that was given out with a role. */
  readonly accountOf: (accessKey: string) => string | undefined;
  /** Environment in which the SDK and the program find it. */
  readonly env: Readonly<Record<string, string>>;
  fault: Fault;
  /** Requests that go on and are done, and whose answer never comes back. */
  lose: Wire["lose"];
  stop(): Promise<void>;
};

/** Starts both. `regions` are those that every account has turned on. */
export async function startEmulatedAws(regions: readonly string[]): Promise<EmulatedAws> {
  const moto = await startMoto();
  let fault: Fault = () => null;
  const accounts = new Map<string, string>();
  const front = await startWire(
    (request) =>
      fault(request) ??
      (request.call === "AssumeRole" ? assumeRole(request, moto.url, accounts) : null) ??
      storesBeside(request, accounts.get(request.accessKey)) ??
      moversBeside(request, accounts.get(request.accessKey)) ??
      platformBeside(request, accounts.get(request.accessKey)) ??
      policiesBeside(request) ??
      missing(request, regions, moto.url),
    moto.url,
  );
  return {
    url: front.url,
    behind: moto.url,
    requests: front.requests,
    accountOf: (accessKey) => accounts.get(accessKey),
    env: {
      ...front.env,
      // S3 Control puts the account before the host, which an address can't have: see localhost-names.ts.
      AWS_ENDPOINT_URL_S3_CONTROL: front.url.replace("127.0.0.1", "localhost"),
      NODE_OPTIONS: `--import=${import.meta.resolve("./localhost-names.ts")}`,
    },
    get fault() {
      return fault;
    },
    set fault(to: Fault) {
      fault = to;
    },
    get lose() {
      return front.lose;
    },
    set lose(which: Wire["lose"]) {
      front.lose = which;
    },
    async stop() {
      await front.stop();
      await moto.stop();
    },
  };
}

/** moto's own answer, and the ids of managed policies, which it leaves out. */
async function authorizationDetails({ body, authorization }: WireRequest, moto: string): Promise<WireAnswer> {
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
  const answer = await (await fetch(moto, { method: "POST", body, headers })).text();
  const idOf = (name: string): string => `ANPA${Buffer.from(name).toString("hex").toUpperCase()}`;
  return xml(
    answer.replaceAll(
      /<Arn>[^<]+:policy\/([^<]+)<\/Arn>/g,
      (arn, name: string) => `<PolicyId>${idOf(name)}</PolicyId>${arn}`,
    ),
  );
}

/** moto's own answer, of which the account of the access key is remembered. */
async function assumeRole(
  { body, form, authorization }: WireRequest,
  moto: string,
  accounts: Map<string, string>,
): Promise<WireAnswer> {
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
  const answer = await (await fetch(moto, { method: "POST", body, headers })).text();
  const [, key = ""] = /<AccessKeyId>([^<]+)</.exec(answer) ?? [];
  accounts.set(key, form.get("RoleArn")?.split(":")[4] ?? "");
  return xml(answer);
}

/** moto's own answer: it tells nothing of an account that never turned Inspector on, where AWS tells that it is off. */
async function inspectorStatus({ body, authorization }: WireRequest, moto: string): Promise<WireAnswer> {
  const headers = { authorization, "content-type": "application/json" };
  const answer = (await (await fetch(`${moto}/status/batch/get`, { method: "POST", body, headers })).json()) as {
    readonly accounts?: readonly object[];
  };
  const { accountIds = [] } = JSON.parse(body) as { readonly accountIds?: readonly string[] };
  const off = { status: "DISABLED", errorCode: "SUCCESS", errorMessage: "" };
  const never = accountIds.map((accountId) => ({
    accountId,
    state: off,
    resourceState: { ec2: off, ecr: off, lambda: off, lambdaCode: off, codeRepository: off },
  }));
  const accounts = (answer.accounts ?? []).length > 0 ? answer.accounts : never;
  return { headers: { "content-type": "application/json" }, body: JSON.stringify({ accounts, failedAccounts: [] }) };
}

/** What moto answers wrongly or not at all. */
function missing(
  request: WireRequest,
  regions: readonly string[],
  moto: string,
): WireAnswer | Promise<WireAnswer> | null {
  const { call, path } = request;
  const retention = objectRetention(request, moto);
  if (retention !== null) return retention;
  if (call === "POST /status/batch/get") return inspectorStatus(request, moto);
  // moto has recorders, and no status of their delivery.
  if (call === "DescribeDeliveryChannelStatus") {
    return {
      headers: { "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify({
        DeliveryChannelsStatus: [{ name: "default", configHistoryDeliveryInfo: { lastStatus: "SUCCESS" } }],
      }),
    };
  }
  // moto: all regions of all partitions.
  if (call === "DescribeRegions") {
    const items = regions.map((name) => `<item><regionName>${name}</regionName></item>`).join("");
    return xml(`<DescribeRegionsResponse><regionInfo>${items}</regionInfo></DescribeRegionsResponse>`);
  }
  // moto: no key, which is the one that AWS manages.
  if (call === "GetEbsDefaultKmsKeyId")
    return xml(`<${call}Response><kmsKeyId>alias/aws/ebs</kmsKeyId></${call}Response>`);
  // moto has no such setting. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetInstanceMetadataDefaults.html
  if (call === "GetInstanceMetadataDefaults")
    return xml(`<${call}Response><accountLevel><httpTokens>required</httpTokens></accountLevel></${call}Response>`);
  // moto: all snapshots, whoever may restore them.
  if (call === "DescribeSnapshots" && request.form.get("RestorableBy.1") === "all")
    return xml(`<${call}Response><snapshotSet/></${call}Response>`);
  // moto has no such setting. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetSnapshotBlockPublicAccessState.html
  if (call === "GetSnapshotBlockPublicAccessState")
    return xml(`<${call}Response><state>unblocked</state><managedBy>account</managedBy></${call}Response>`);
  if (call === "GetImageBlockPublicAccessState")
    return xml(
      `<${call}Response><imageBlockPublicAccessState>unblocked</imageBlockPublicAccessState><managedBy>account</managedBy></${call}Response>`,
    );
  // moto does not know these calls. Off, without exclusions, is the default of a region.
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcBlockPublicAccessOptions.html
  if (call === "DescribeVpcBlockPublicAccessOptions")
    return xml(
      `<${call}Response><vpcBlockPublicAccessOptions><state>default-state</state><internetGatewayBlockMode>off</internetGatewayBlockMode></vpcBlockPublicAccessOptions></${call}Response>`,
    );
  if (call === "DescribeVpcBlockPublicAccessExclusions")
    return xml(`<${call}Response><vpcBlockPublicAccessExclusionSet/></${call}Response>`);
  // moto does not know the call. No account of its organization manages root access.
  if (call === "ListOrganizationsFeatures")
    return queryError("AccountNotManagementOrDelegatedAdministrator", "not the management account");
  // moto: without the root user, and always of 2015.
  if (call === "GetCredentialReport") return credentialReport(request, moto);
  if (call === "GetAccountAuthorizationDetails") return authorizationDetails(request, moto);
  // moto: no parameters, and no default group of clusters. PostgreSQL 15 and later refuse connections without TLS by default.
  if (call === "DescribeDBParameters" || call === "DescribeDBClusterParameters") {
    const parameter =
      "<Parameter><ParameterName>rds.force_ssl</ParameterName><ParameterValue>1</ParameterValue></Parameter>";
    return xml(
      `<${call}Response><${call}Result><Parameters>${parameter}</Parameters></${call}Result></${call}Response>`,
    );
  }
  // moto takes the account from the credentials, and the host has it.
  if (path.startsWith("/v20180820/configuration/publicAccessBlock")) {
    return {
      status: 404,
      headers: { "content-type": "text/xml" },
      body: "<ErrorResponse><Error><Code>NoSuchPublicAccessBlockConfiguration</Code><Message>none</Message></Error></ErrorResponse>",
    };
  }
  return null;
}

const COLUMNS =
  "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

const CREATED = "2026-01-01T00:00:00+00:00";

/** Root with MFA and without keys; every user of the account with a password and a key, and without MFA. */
async function credentialReport({ authorization }: WireRequest, moto: string): Promise<WireAnswer> {
  // The service in the credential scope is how moto finds the call.
  const ask = async (service: string, action: string, version: string): Promise<string> => {
    const body = new URLSearchParams({ Action: action, Version: version });
    const headers = { authorization: authorization.replace("/iam/aws4_request", `/${service}/aws4_request`) };
    return (await fetch(moto, { method: "POST", body, headers })).text();
  };
  const account = /<Account>(\d+)</.exec(await ask("sts", "GetCallerIdentity", "2011-06-15"))?.[1] ?? "";
  const users = [...(await ask("iam", "ListUsers", "2010-05-08")).matchAll(/<UserName>([^<]+)</g)].map(
    ([, name]) => name as string,
  );
  const row = (name: string, arn: string, mfa: boolean, hasKey: boolean): string =>
    `${name},arn:aws:iam::${account}:${arn},${CREATED},true,N/A,${CREATED},N/A,${mfa},${hasKey},${hasKey ? CREATED : "N/A"},N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`;
  const rows = [
    row("<root_account>", "root", true, false),
    ...users.map((name) => row(name, `user/${name}`, false, true)),
  ];
  const content = Buffer.from([COLUMNS, ...rows].join("\n")).toString("base64");
  return xml(
    `<GetCredentialReportResponse><GetCredentialReportResult><Content>${content}</Content><GeneratedTime>${new Date().toISOString()}</GeneratedTime><ReportFormat>text/csv</ReportFormat></GetCredentialReportResult></GetCredentialReportResponse>`,
  );
}
