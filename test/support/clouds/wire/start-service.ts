// Starts one service of a cloud as an HTTPS server on loopback: it notes each request, applies faults, and answers.
import { createServer } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { serverCertificate } from "../tls/trust.ts";
import { isAnswer, NOBODY, type Answer, type Asked, type Caller, type Service } from "./asked.ts";
import type { Faults } from "./faults.ts";
import type { RequestLog } from "./request-log.ts";

export type Serving = {
  readonly service: Service;
  /** Who asks, or the answer to one that the service doesn't know. */
  readonly caller: (asked: Asked) => Promise<Caller | Answer>;
  readonly answer: (asked: Asked, caller: Caller) => Promise<Answer> | Answer;
  /** How the service says no, and "too often". */
  readonly denied: (asked: Asked, caller: Caller) => Answer;
  readonly throttled: (asked: Asked) => Answer;
  /** Headers by which the service names each of its answers. */
  readonly ids?: () => Readonly<Record<string, string>>;
};

export type Started = { readonly url: string; stop(): Promise<void> };

export type Observers = { readonly log: RequestLog; readonly faults: Faults };

/** Listens on a free port of 127.0.0.1. `url` has no slash at the end. */
export async function startService(serving: Serving, { log, faults }: Observers): Promise<Started> {
  let origin = "";
  const { ids = () => ({}) } = serving;
  const named = (answer: Answer): Answer => ({ ...answer, headers: { ...ids(), ...answer.headers } });
  const server = createServer(serverCertificate(), (incoming, response) => {
    void respond(incoming, response).catch((error: unknown) => {
      console.error(`the server ${serving.service} of a test failed on ${incoming.method} ${incoming.url}`, error);
      incoming.socket.destroy();
    });
  });

  async function respond(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    // Pages lead on where they were asked for: under the name of the cloud's own host, if a proxy led here.
    const host = incoming.headers.host === undefined ? origin : `https://${incoming.headers.host}`;
    const asked = await askedOf(incoming, serving.service, host);
    const known = await serving.caller(asked);
    const caller = isAnswer(known) ? NOBODY : known;
    const answered = log.note(asked, caller);
    const { delay, effect } = faults.take(asked, caller);
    if (delay > 0) await setTimeout(delay);
    if (effect?.kind === "answer") {
      send(response, named(typeof effect.answer === "function" ? effect.answer(asked) : effect.answer));
    } else if (effect?.kind === "throttle") {
      const { headers, ...answer } = serving.throttled(asked);
      const retry = effect.retryAfter === null ? {} : { "retry-after": String(effect.retryAfter) };
      send(response, named({ ...answer, headers: { ...headers, ...retry } }));
    } else if (effect?.kind === "deny") {
      send(response, named(serving.denied(asked, caller)));
    } else {
      const answer = named(isAnswer(known) ? known : await serving.answer(asked, caller));
      if (effect?.kind === "cut") {
        cut(response, answer);
        return;
      }
      send(response, answer);
    }
    answered(response.statusCode);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: origin,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function askedOf(incoming: IncomingMessage, service: Service, origin: string): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { pathname, searchParams } = new URL(incoming.url ?? "/", origin);
  return {
    service,
    origin,
    method: incoming.method ?? "",
    path: decodeURIComponent(pathname).replace(/(?<=.)\/$/, ""),
    query: searchParams,
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat()[0] ?? ""]),
    ),
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}

function cut(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, "content-length": bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
}
