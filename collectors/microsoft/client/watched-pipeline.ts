// Makes every call of an Azure client wait for its turn, be counted, and be heard; the SDK's own policies retry.
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { PipelinePolicy, PipelineResponse } from "@azure/core-rest-pipeline";
import type { Budget } from "../../live/budget.ts";
import { CallFailed, type CallAnswer } from "../../live/call.ts";
import { serviceOf } from "./limits.ts";

/** A call that is under way: the action that it takes, and who is told of its answer. */
export type CallUnderWay = { readonly action: string; readonly answered: (answer: CallAnswer) => void };

const underWay = new AsyncLocalStorage<CallUnderWay>();

/** Makes the calls of `send` under the name of `call`. */
export const during = <T>(call: CallUnderWay, send: () => Promise<T>): Promise<T> => underWay.run(call, send);

/** As the options of every client of the SDK take policies. */
type Placed = { readonly policy: PipelinePolicy; readonly position: "perCall" | "perRetry" };

export type Watch = {
  readonly budget: Budget;
  /** The quota of the identity that reads. */
  readonly quota: ResourceGraphQuota;
  /** Ends calls that wait or are under way. */
  readonly signal: AbortSignal | null;
};

/** The policies of a client for `origin`, which alone gets its tokens: a page can name any host for the next one. */
export function watching({ budget, quota, signal }: Watch, origin: string): Placed[] {
  const turn: PipelinePolicy = {
    name: "tidemarkBudget",
    sendRequest: (request, next) =>
      budget.spend("azure", request.url, "", () => patiently(() => next(request), signal), signal),
  };
  const heard: PipelinePolicy = {
    name: "tidemarkAnswers",
    async sendRequest(request, next) {
      if (new URL(request.url).origin !== origin) throw elsewhere(underWay.getStore()?.action ?? "a call");
      const service = serviceOf(request.url);
      if (service === "resource-graph") await quota.wait(signal);
      budget.count(`${service}:${request.method}`);
      const response = await next(request);
      if (service === "resource-graph") quota.heard(response);
      const call = underWay.getStore();
      // A 404 is an answer too: the resource does not exist. A refusal, or a service that cannot say, is no answer.
      if (call !== undefined && (response.status < 400 || response.status === 404))
        call.answered({ action: call.action, ...callAnswerOf(response) });
      return response;
    },
  };
  return [
    { policy: turn, position: "perCall" },
    { policy: heard, position: "perRetry" },
  ];
}

const elsewhere = (action: string): CallFailed =>
  new CallFailed(
    "OtherHost",
    { code: "unexpected-shape", detail: `the answer to ${action} leads to another host for its next page` },
    undefined,
  );

/** Waits of a call that the SDK does not repeat. */
const WAITS_MS = [500, 1_500, 4_500];

/**
 * Repeats two answers. Conditional access answers 429 without Retry-After: https://learn.microsoft.com/en-us/graph/throttling-limits.
 * The report of registered methods was seen to refuse licensed tenants at random, where the application may not read their
 * licences: https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/12537
 */
async function patiently(send: () => Promise<PipelineResponse>, signal: AbortSignal | null): Promise<PipelineResponse> {
  for (const wait of WAITS_MS) {
    const response = await send();
    const isThrottled = response.status === 429 && !response.headers.has("retry-after");
    const isRefused = response.status === 403 && (response.bodyAsText ?? "").includes("NonPremiumTenantOrB2CTenant");
    if (!isThrottled && !isRefused) return response;
    await sleep(wait, undefined, signal === null ? {} : { signal });
  }
  return send();
}

/**
 * The quota of queries that Resource Graph says is left, and when there is more.
 * https://learn.microsoft.com/en-us/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 */
export class ResourceGraphQuota {
  /** Milliseconds of the machine's own clock: set by heard() alone. */
  #closedUntil = 0;

  heard({ headers }: PipelineResponse): void {
    const remaining = headers.get("x-ms-user-quota-remaining");
    const [, hours, minutes, seconds] =
      /^(\d+):(\d+):(\d+)/.exec(headers.get("x-ms-user-quota-resets-after") ?? "") ?? [];
    if (remaining === undefined || Number(remaining) > 0 || seconds === undefined) return;
    const wait = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
    this.#closedUntil = Math.max(this.#closedUntil, performance.now() + wait);
  }

  async wait(signal: AbortSignal | null): Promise<void> {
    const ms = this.#closedUntil - performance.now();
    if (ms > 0) await sleep(ms, undefined, signal === null ? {} : { signal });
  }
}

function callAnswerOf({ headers }: PipelineResponse): Pick<CallAnswer, "requestId" | "server"> {
  const server = Date.parse(headers.get("date") ?? "");
  return {
    requestId: headers.get("x-ms-request-id") ?? headers.get("request-id") ?? null,
    server: Number.isNaN(server) ? null : new Date(server).toISOString(),
  };
}
