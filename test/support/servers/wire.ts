// A server on loopback that speaks AWS's protocols as a test tells it to: one function from what is asked to what is answered.
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as the SDK signed it. */
export type WireRequest = {
  /** From the credential scope of the signature: `ec2`, `sts`, `s3`. */
  readonly service: string;
  readonly region: string;
  readonly accessKey: string;
  /** The header, to ask another server in the same name. */
  readonly authorization: string;
  /** Name of the call: `DescribeVpcs`. For REST protocols method and path: `GET /bucket?policy`. */
  readonly call: string;
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** By name in lower case; of one that came several times the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** Fields of a query protocol's form. */
  readonly form: URLSearchParams;
};

/** What is answered; `cut` ends the connection without an answer, `never` keeps it waiting. */
export type WireAnswer =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }
  | "cut"
  | "never";

export type Wire = {
  readonly url: string;
  readonly requests: readonly WireRequest[];
  /** Environment by which the SDK finds this server, with credentials that it takes. */
  readonly env: Readonly<Record<string, string>>;
  /** Requests that go on and are done, and whose answer never comes back. */
  lose: (request: WireRequest) => boolean;
  stop(): Promise<void>;
};

const SCOPE = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

/**
 * Starts it on a free port of 127.0.0.1. What `answer` has no answer for goes on to `target`, another server, as it came:
 * so this is a proxy that denies, throttles, cuts off, or answers what that one can't.
 */
export async function startWire(
  answer: (request: WireRequest) => WireAnswer | Promise<WireAnswer> | null,
  target: string | null = null,
): Promise<Wire> {
  const requests: WireRequest[] = [];
  let lose: Wire["lose"] = () => false;
  const server: Server = createServer((incoming, response) => {
    void readBody(incoming).then(async (bytes) => {
      const asked = requestOf(incoming, bytes.toString("utf8"));
      requests.push(asked);
      const said = await answer(asked);
      if (said === null) {
        forward(incoming, bytes, response, target, lose(asked));
        return;
      }
      if (said === "never") return;
      if (said === "cut") {
        incoming.socket.destroy();
        return;
      }
      response.writeHead(said.status ?? 200, { "x-amzn-requestid": `request-${requests.length}`, ...said.headers });
      response.end(said.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    env: { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: "AKIATEST", AWS_SECRET_ACCESS_KEY: "secret" },
    get lose() {
      return lose;
    },
    set lose(which: Wire["lose"]) {
      lose = which;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function forward(
  incoming: IncomingMessage,
  bytes: Buffer,
  response: ServerResponse,
  target: string | null,
  isLost: boolean,
): void {
  if (target === null) {
    response.writeHead(501).end();
    return;
  }
  const { hostname, port } = new URL(target);
  const { method, url: path, headers } = incoming;
  const onward = request({ hostname, port, method, path, headers }, (answer) => {
    if (isLost) {
      answer.resume().on("end", () => incoming.socket.destroy());
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => incoming.socket.destroy());
  onward.end(bytes);
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function requestOf(incoming: IncomingMessage, body: string): WireRequest {
  const { method = "", url: path = "", headers } = incoming;
  const [, accessKey = "", region = "", service = ""] = SCOPE.exec(headers.authorization ?? "") ?? [];
  const authorization = headers.authorization ?? "";
  const form = new URLSearchParams(headers["content-type"]?.includes("form") === true ? body : "");
  const target = headers["x-amz-target"];
  const named = typeof target === "string" ? target.slice(target.indexOf(".") + 1) : form.get("Action");
  const call = named ?? `${method} ${path}`;
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()[0] ?? ""]));
  return { service, region, accessKey, authorization, call, method, path, body, headers: sent, form };
}

/** An error of a query protocol (STS, IAM, RDS, Redshift). */
export const queryError = (code: string, message: string, status = 400): WireAnswer => ({
  status,
  headers: { "content-type": "text/xml" },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
});

/** An error of EC2. */
export const ec2Error = (code: string, message: string, status = 400): WireAnswer => ({
  status,
  headers: { "content-type": "text/xml" },
  body: `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r</RequestID></Response>`,
});

/** An error of a JSON protocol (Config, KMS, DynamoDB, CloudTrail, Logs, Organizations). */
export const jsonError = (code: string, message: string, status = 400): WireAnswer => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": code },
  body: JSON.stringify({ __type: code, message }),
});

export const xml = (body: string): WireAnswer => ({ headers: { "content-type": "text/xml" }, body });

/** What AssumeRole says: credentials whose access key is `ASIA` and the account of the role. */
export const roleTaken = (account: string): WireAnswer =>
  xml(
    `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA${account}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
  );

/** The account of the role that a request asks for by AssumeRole. */
export const accountOfRole = ({ form }: WireRequest): string => form.get("RoleArn")?.split(":")[4] ?? "";

/** What GetCallerIdentity says. */
export const identity = (account: string, arn = `arn:aws:iam::${account}:role/TidemarkRead`): WireAnswer =>
  xml(
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>U</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
