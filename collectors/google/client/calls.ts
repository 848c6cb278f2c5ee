// Makes calls of Google's APIs: each waits for its turn, is counted and heard, and is repeated while the service is busy.
import { setTimeout as sleep } from "node:timers/promises";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { JsonObject } from "../../../evidence-schema/record/record.ts";
import { isRecord, leadsOn, textOf } from "../../json-shape.ts";
import type { Budget } from "../../live/budget.ts";
import { CallFailed, type CallAnswer } from "../../live/call.ts";
import { untilEnded } from "../../live/deadline.ts";
import { GOOGLE_APIS, type GoogleApiName } from "../apis.ts";
import { apiError, isPassing } from "./api-error.ts";
import { failureAnswered, failureOf } from "./failure.ts";
import type { GoogleLogin } from "./login.ts";
import { bodyOf, send, type GoogleAnswer } from "./send.ts";

/** A call by its action: the permission that a role has to grant (`cloudasset.assets.listResource`). */
export type Call = {
  readonly action: string;
  readonly api: GoogleApiName;
  /** Below the host, with its query; each segment encoded. */
  readonly path: string;
  /** The body of a POST, such as `:getIamPolicy` takes; without one the call is a GET. */
  readonly body?: JsonObject;
  /** Told of every answer, those of repeated requests too. */
  readonly answered: (answer: CallAnswer) => void;
};

/** Calls under way in one reading. `signal` ends those that wait or are under way. */
export type Watch = { readonly budget: Budget; readonly signal: AbortSignal | null };

/** Waits before a request is sent again, if the service names no longer one. Quotas are counted by the minute. */
const WAITS_MS = [1_000, 4_000, 15_000, 40_000];

/**
 * Reads with one login. Every call rejects with CallFailed, or with NoCredentials where nobody is signed in. A token goes to the
 * hosts of GOOGLE_APIS alone: a path that leads to another one, or an answer that does, is a cause and not a call.
 */
export class GoogleCalls {
  readonly #login: GoogleLogin;
  readonly #budget: Budget;
  readonly #signal: AbortSignal | null;
  readonly #waits: readonly number[];

  /** Nothing is called. `waits`: of repeated requests, in milliseconds. */
  constructor(login: GoogleLogin, { budget, signal }: Watch, waits: readonly number[] = WAITS_MS) {
    this.#login = login;
    this.#budget = budget;
    this.#signal = signal;
    this.#waits = waits;
  }

  /** Who reads: see GoogleLogin. */
  async principal(): Promise<string> {
    try {
      return await untilEnded(this.#signal, this.#login.principal());
    } catch (error) {
      throw failureOf(error, "sign-in");
    }
  }

  /** The answer, with numbers as evidence can hold them. */
  async get(call: Call): Promise<Json> {
    const url = urlOf(call);
    try {
      const answer = await this.#budget.spend("google", call.api, "", () => this.#patiently(call, url), this.#signal);
      return answerIn(answer, call.action);
    } catch (error) {
      throw failureOf(error, call.action);
    }
  }

  /** The pages of a listing, each as the service gave it. A page names the next one by `nextPageToken`, never by an address. */
  async *pages(call: Call): AsyncGenerator<JsonObject> {
    const asked = new Set<string>();
    for (let path: string | null = call.path; path !== null;) {
      const page = await this.get({ ...call, path });
      if (!isRecord(page)) throw unforeseen(call.action, "is no object");
      yield page;
      const next = page["nextPageToken"];
      if (!leadsOn(next)) return;
      const token = textOf(next);
      if (token === null) throw unforeseen(call.action, "names its next page by no text");
      if (asked.has(token)) throw unforeseen(call.action, "leads back to a page that was read");
      asked.add(token);
      path = `${call.path}${call.path.includes("?") ? "&" : "?"}pageToken=${encodeURIComponent(token)}`;
    }
  }

  /** Sends again while the service is busy, or gives no answer at all. */
  async #patiently(call: Call, url: string): Promise<GoogleAnswer> {
    const headers = await this.#login.headers(GOOGLE_APIS[call.api].scopes);
    for (const wait of this.#waits) {
      const answer = await this.#once(call, url, headers).catch(() => null);
      if (answer !== null && !isBusy(answer)) return answer;
      const ms = Math.max(wait, answer === null ? 0 : namedWait(answer));
      await sleep(ms, undefined, this.#signal === null ? {} : { signal: this.#signal });
    }
    return this.#once(call, url, headers);
  }

  async #once(call: Call, url: string, headers: Headers): Promise<GoogleAnswer> {
    const { action, api, body, answered } = call;
    const method = body === undefined ? "GET" : "POST";
    this.#budget.count(`${api}:${method}`);
    const sent = new Headers(headers);
    if (body !== undefined) sent.set("content-type", "application/json");
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await send({ url, method, headers: sent, ...text }, this.#signal);
    // A 404 is an answer too: the resource does not exist. A refusal, or a service that cannot say, is no answer.
    if (answer.status < 300 || answer.status === 404) answered({ action, ...namesIn(answer.headers) });
    return answer;
  }
}

/** The address of a call. A path can be one of another host: `//host/...`. */
function urlOf({ api, path, action }: Call): string {
  const { origin } = GOOGLE_APIS[api];
  const url = URL.canParse(path, origin) ? new URL(path, origin) : null;
  if (url === null || url.origin !== origin || !path.startsWith("/"))
    throw new CallFailed(
      "OtherHost",
      { code: "unexpected-shape", detail: `${action} would lead to another host` },
      null,
    );
  return url.href;
}

const isBusy = (answer: GoogleAnswer): boolean =>
  answer.status >= 400 && isPassing(apiError(answer.status, bodyOf(answer)));

/** Milliseconds; 0 where the service names none, or a date. */
function namedWait({ headers }: GoogleAnswer): number {
  const seconds = Number(headers.get("retry-after") ?? 0);
  return Number.isFinite(seconds) ? seconds * 1000 : 0;
}

function answerIn(answer: GoogleAnswer, action: string): Json {
  const { status } = answer;
  if (status >= 300 && status < 400) throw unforeseen(action, "leads to another host");
  const json = bodyOf(answer);
  if (status >= 400) throw failureAnswered(status, json, action);
  if (json === undefined) throw unforeseen(action, "is no JSON");
  return json;
}

/** Few of Google's APIs name a request. */
function namesIn(headers: Headers): Pick<CallAnswer, "requestId" | "server"> {
  const server = Date.parse(headers.get("date") ?? "");
  return {
    requestId: headers.get("x-guploader-uploadid"),
    server: Number.isNaN(server) ? null : new Date(server).toISOString(),
  };
}

const unforeseen = (action: string, what: string): CallFailed =>
  new CallFailed("UnexpectedPage", { code: "unexpected-shape", detail: `the answer to ${action} ${what}` }, null);
