// Plays Azure as Tidemark reads it live: five HTTPS servers on loopback in this process, for the real clients.
//
//   const azure = await startAzure({ estate: sampleEstate() });
//   azure.sts        GetWebIdentityToken of AWS STS; other actions go to `upstream` (moto)
//   azure.issuer     publishes the keys of those tokens
//   azure.authority  Entra: checks the token by these keys, and gives an access token for one API
//   azure.arm        Resource Manager and Resource Graph: what a caller sees follows from its role assignments
//   azure.graph      Microsoft Graph v1.0: what a caller sees follows from its application permissions
//
//   azure.estate     what there is, changed while they run: put, putChild, remove, lag, catchUp
//   azure.settings   page sizes, quotas, propagation, licence errors: plain members to set
//   azure.faults     deny, throttle, cut, answer, delay: for requests by service, method, path, body
//   azure.log        every request with its status and principal
//   azure.env        environment by which clients come here: the SDKs call Azure's own hosts, and a proxy leads to these servers
//
// The first call makes this thread trust the test authority (tls/README.md). No server needs anything but Node.
// Bodies and errors are those of the official documentation, which each file names; nothing here was held against Azure itself.
import { sampleEstate } from "./estate/sample/index.ts";
import type { Estate } from "./estate/estate.ts";
import { LiveEstate } from "./estate/live-estate.ts";
import { armService } from "./arm/arm.ts";
import { graphService } from "./graph/graph.ts";
import { EXCHANGE_AUDIENCE } from "./identity/assertion.ts";
import { authorityService } from "./identity/authority.ts";
import type { Cloud } from "./identity/clouds.ts";
import { newKeys, type Algorithm } from "../clouds/issuer/keys.ts";
import { startIssuer } from "../clouds/issuer/start-issuer.ts";
import type { TokenRefusal } from "../clouds/issuer/sts.ts";
import type { AwsCaller, OtherClaims } from "../clouds/issuer/web-identity.ts";
import { DEFAULT_SETTINGS, type Mutable, type Settings } from "./settings.ts";
import { AUTHORITY_FILE, trustTestAuthority } from "../clouds/tls/trust.ts";
import { Faults, type Lift } from "../clouds/wire/faults.ts";
import { RequestLog } from "../clouds/wire/request-log.ts";
import { startProxy, type Proxy } from "../clouds/wire/connect-proxy.ts";
import { startService } from "../clouds/wire/start-service.ts";

export type AzureOptions = {
  /** Default: `sampleEstate()`. */
  readonly estate?: Estate;
  /** Which cloud's audiences the APIs ask for. Default: public. */
  readonly cloud?: Cloud;
  /** In whose name STS gives tokens. Default: `COLLECTOR`. */
  readonly aws?: AwsCaller;
  /** A server for the other actions of STS, by its address. */
  readonly upstream?: string;
  /** A proxy that leads to other clouds too. Left out: one of their own. */
  readonly proxy?: Proxy;
  readonly settings?: Partial<Settings>;
  /** Tokens and quotas run by it. MSAL goes by the real time, whatever this says. */
  readonly now?: () => Date;
};

export type Azure = {
  /** Addresses, without a slash at the end. */
  readonly arm: string;
  readonly graph: string;
  readonly authority: string;
  readonly sts: string;
  readonly issuer: string;
  readonly env: Readonly<Record<string, string>>;
  readonly estate: LiveEstate;
  readonly settings: Mutable<Settings>;
  readonly log: RequestLog;
  readonly faults: Faults;
  /** A token as STS gives it, without asking STS: with claims or an algorithm that a test wants otherwise. */
  assertion(other?: OtherClaims & { readonly algorithm?: Algorithm }): Promise<string>;
  /** STS refuses to give tokens. */
  refuseTokens(refusal: TokenRefusal, times?: number): Lift;
  stop(): Promise<void>;
};

/** The role of the collector in AWS, which the sample estate trusts. */
export const COLLECTOR: AwsCaller = {
  account: "111122223333",
  region: "eu-central-1",
  roleArn: "arn:aws:iam::111122223333:role/tidemark-collector",
  organization: "o-example",
  functionArn: "arn:aws:lambda:eu-central-1:111122223333:function:tidemark-collect-azure",
};

export async function startAzure(options: AzureOptions = {}): Promise<Azure> {
  const { cloud = "public", aws = COLLECTOR, upstream = null, now = () => new Date() } = options;
  trustTestAuthority();
  const estate = new LiveEstate(options.estate ?? sampleEstate());
  const settings: Mutable<Settings> = { ...DEFAULT_SETTINGS, ...options.settings };
  const world = { estate, settings, now };
  const [log, faults] = [new RequestLog(), new Faults()];
  const entraKeys = await newKeys(["RS256"]);
  const api = { world, cloud, jwks: entraKeys.jwks };
  const issuer = await startIssuer({ caller: aws, upstream, now }, { log, faults });
  const services = await Promise.all(
    [
      authorityService({
        world,
        settings,
        keys: entraKeys,
        issuer: () => issuer.issuer,
        issuerKeys: issuer.jwks,
      }),
      armService(api),
      graphService(api),
    ].map((serving) => startService(serving, { log, faults })),
  );
  const [authority = "", arm = "", graph = ""] = services.map(({ url }) => url);
  const proxy = options.proxy ?? (await startProxy());
  proxy.lead([
    ["login.microsoftonline.com", authority],
    ["management.azure.com", arm],
    ["graph.microsoft.com", graph],
  ]);
  return {
    arm,
    graph,
    authority,
    sts: issuer.sts,
    issuer: issuer.issuer,
    env: { NODE_EXTRA_CA_CERTS: AUTHORITY_FILE, AWS_ENDPOINT_URL_STS: issuer.sts, HTTPS_PROXY: proxy.url },
    estate,
    settings,
    log,
    faults,
    assertion: (other) => issuer.assertion(EXCHANGE_AUDIENCE, other),
    refuseTokens: issuer.refuseTokens,
    async stop() {
      const own = options.proxy === undefined ? [proxy] : [];
      await Promise.all([issuer, ...own, ...services].map((service) => service.stop()));
    },
  };
}
