// Plays Google as Tidemark reads it live: HTTPS servers on loopback in this process, for the real clients.
//
//   const google = await startGoogle({ estate: sampleEstate() });
//   google.env        environment by which clients come here: they call Google's own hosts, and a proxy leads to these servers
//   google.urls       addresses by service, for tests that ask without a client
//   google.estate     what there is, changed while they run: put, change, remove, late, catchUp, and plain members
//   google.settings   page sizes, APIs that are off, types of the inventory: plain members to set
//   google.faults     deny, throttle, cut, answer, delay: for requests by service, method, path, body
//   google.log        every request with its status and principal
//   google.tokens     access tokens that were given
//
// AWS, as the issuer of workload tokens, is started with them. The first call makes this thread trust the test authority
// (../clouds/tls/README.md). Bodies and errors are those of the official documentation, which each file names; nothing here
// was held against Google itself.
import { startIssuer, type Issuer } from "../clouds/issuer/start-issuer.ts";
import { newKeys } from "../clouds/issuer/keys.ts";
import type { AwsCaller } from "../clouds/issuer/web-identity.ts";
import { AUTHORITY_FILE, trustTestAuthority } from "../clouds/tls/trust.ts";
import type { Service } from "../clouds/wire/asked.ts";
import { startProxy, type Proxy } from "../clouds/wire/connect-proxy.ts";
import { Faults } from "../clouds/wire/faults.ts";
import { RequestLog } from "../clouds/wire/request-log.ts";
import { startService, type Serving } from "../clouds/wire/start-service.ts";
import { apiService, type Api } from "./apis/api.ts";
import { API_KEYS } from "./apis/apikeys.ts";
import { CLOUD_ASSET } from "./apis/cloudasset.ts";
import { CLOUD_KMS } from "./apis/cloudkms.ts";
import { CLOUD_SQL } from "./apis/cloudsql.ts";
import { COMPUTE } from "./apis/compute.ts";
import { DIRECTORY } from "./apis/directory.ts";
import { GROUPS } from "./apis/groups.ts";
import { IAM } from "./apis/iam.ts";
import { LOGGING } from "./apis/logging.ts";
import { NETWORK_MANAGEMENT } from "./apis/networkmanagement.ts";
import { ORG_POLICY } from "./apis/orgpolicy.ts";
import { POLICY_ANALYZER } from "./apis/policyanalyzer.ts";
import { RESOURCE_MANAGER } from "./apis/resourcemanager.ts";
import { SECURITY_CENTER_MANAGEMENT } from "./apis/securitycentermanagement.ts";
import { SERVICE_USAGE } from "./apis/serviceusage.ts";
import { STORAGE } from "./apis/storage.ts";
import type { Estate } from "./estate/estate.ts";
import { LiveEstate } from "./estate/live-estate.ts";
import { sampleEstate } from "./estate/sample/index.ts";
import { credentialsService } from "./identity/credentials.ts";
import { exchangeService } from "./identity/exchange.ts";
import { oauthService } from "./identity/oauth.ts";
import type { AwsKeys } from "./identity/signed-request.ts";
import { Tokens } from "./identity/tokens.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";

export type GoogleOptions = {
  /** Default: `sampleEstate()`. */
  readonly estate?: Estate;
  /** In whose name STS of AWS gives tokens. Default: `COLLECTOR`. */
  readonly aws?: AwsCaller;
  /** A server for the other actions of STS, by its address. */
  readonly upstream?: string;
  /** A proxy that leads to other clouds too. Left out: one of their own. */
  readonly proxy?: Proxy;
  readonly settings?: Partial<Settings>;
  /** Tokens run by it. The client's library goes by the real time, whatever this says. */
  readonly now?: () => Date;
};

export type Google = Pick<Issuer, "sts" | "issuer" | "assertion" | "refuseTokens"> & {
  readonly urls: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly estate: LiveEstate;
  readonly settings: { -readonly [member in keyof Settings]: Settings[member] };
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly tokens: Tokens;
  stop(): Promise<void>;
};

/** The role of the collector in AWS, which the sample company trusts, and its credentials. */
const COLLECTOR: AwsCaller = {
  account: "111122223333",
  region: "eu-central-1",
  roleArn: "arn:aws:iam::111122223333:role/tidemark-collector",
  organization: "o-example",
  functionArn: "arn:aws:lambda:eu-central-1:111122223333:function:tidemark-collect-google",
};
export const AWS_KEYS: AwsKeys = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };

const APIS: readonly Api[] = [
  CLOUD_ASSET,
  RESOURCE_MANAGER,
  API_KEYS,
  CLOUD_KMS,
  CLOUD_SQL,
  STORAGE,
  IAM,
  LOGGING,
  COMPUTE,
  ORG_POLICY,
  NETWORK_MANAGEMENT,
  SECURITY_CENTER_MANAGEMENT,
  POLICY_ANALYZER,
  SERVICE_USAGE,
  DIRECTORY,
  GROUPS,
];

export async function startGoogle(options: GoogleOptions = {}): Promise<Google> {
  const { aws: caller = COLLECTOR, upstream = null, now = () => new Date() } = options;
  trustTestAuthority();
  const estate = new LiveEstate(options.estate ?? sampleEstate());
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const tokens = new Tokens();
  const world = { estate, settings, tokens, now };
  const observers = { log: new RequestLog(), faults: new Faults() };
  const [issuer, keys] = await Promise.all([startIssuer({ caller, upstream, now }, observers), newKeys(["RS256"])]);
  const { issuer: issuerUrl, jwks: issuerKeys } = issuer;
  const hosts: readonly (readonly [host: string, serving: Serving])[] = [
    ["sts.googleapis.com", exchangeService({ world, issuer: issuerUrl, issuerKeys, caller, awsKeys: AWS_KEYS })],
    ["iamcredentials.googleapis.com", credentialsService(world, keys)],
    ["oauth2.googleapis.com", oauthService(world, keys)],
    ...APIS.map((api) => [api.host, apiService(api, world)] as const),
  ];
  const services = await Promise.all(
    hosts.map(async ([host, serving]) => ({
      host,
      service: serving.service,
      ...(await startService(serving, observers)),
    })),
  );
  const proxy = options.proxy ?? (await startProxy());
  proxy.lead(services.map(({ host, url }) => [host, url]));
  return {
    ...observers,
    sts: issuer.sts,
    issuer: issuerUrl,
    assertion: issuer.assertion,
    refuseTokens: issuer.refuseTokens,
    urls: Object.fromEntries(services.map(({ service, url }): [Service, string] => [service, url])),
    env: {
      NODE_EXTRA_CA_CERTS: AUTHORITY_FILE,
      AWS_ENDPOINT_URL_STS: issuer.sts,
      HTTPS_PROXY: proxy.url,
      // Nobody looks for the metadata server of a machine of Google.
      METADATA_SERVER_DETECTION: "none",
    },
    estate,
    settings,
    tokens,
    async stop() {
      const own = options.proxy === undefined ? [proxy] : [];
      await Promise.all([issuer, ...own, ...services].map((service) => service.stop()));
    },
  };
}
