// Defines what a service of a cloud is asked and what it answers, as far as the servers of tests care.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";

/** `sts` is that of the caller's role in AWS, `issuer` publishes the keys of its tokens. */
type OfAws = "sts" | "issuer";
/** `arm` is Resource Manager with Resource Graph, `authority` Entra's token endpoint. */
type OfMicrosoft = "arm" | "graph" | "authority";
/** `exchange` is sts.googleapis.com, `credentials` iamcredentials.googleapis.com, `oauth` oauth2.googleapis.com. */
type OfGoogle =
  | "exchange"
  | "credentials"
  | "oauth"
  | "cloudasset"
  | "resourcemanager"
  | "cloudkms"
  | "apikeys"
  | "cloudsql"
  | "storage"
  | "iam"
  | "logging"
  | "compute"
  | "orgpolicy"
  | "networkmanagement"
  | "securitycentermanagement"
  | "policyanalyzer"
  | "serviceusage"
  | "directory"
  | "groups";
export type Service = OfAws | OfMicrosoft | OfGoogle;

export type Asked = {
  readonly service: Service;
  /** Of the server, without a slash at the end: pages name the next one by it. */
  readonly origin: string;
  readonly method: string;
  /** Percent-decoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By name in lower case; of one that came several times the first. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Who asks: an object id of Entra, a client id at the authority, an access key at STS, a service account of Google. */
export type Caller = {
  readonly principal: string | null;
  /** Application permissions of Microsoft Graph, or scopes of Google, that the token carries. */
  readonly roles: readonly string[];
};

export const NOBODY: Caller = { principal: null, roles: [] };

export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
};

export const json = (status: number, body: Json, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: JSON.stringify(body),
});

export const isAnswer = (value: Caller | Answer): value is Answer => "status" in value;
