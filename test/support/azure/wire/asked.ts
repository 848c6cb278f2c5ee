// Defines what a service of Azure is asked and what it answers, as far as the servers of tests care.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";

/** `arm` is Resource Manager with Resource Graph, `authority` Entra's token endpoint, `issuer` AWS's, `sts` that of the caller's role. */
export type Service = "arm" | "graph" | "authority" | "sts" | "issuer";

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

/** Who asks: an object id of Entra, a client id at the authority, an access key at STS. */
export type Caller = {
  readonly principal: string | null;
  /** Application permissions of Microsoft Graph that the token carries. */
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
