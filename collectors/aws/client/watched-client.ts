// Makes every call of an SDK client wait for its turn, be counted, and fail as a problem.
import type { HandlerExecutionContext, HttpResponse } from "@smithy/types";
import type { CallAnswer } from "../../live/call.ts";
import type { Budget } from "../../live/budget.ts";
import { failureOf } from "./failure.ts";
import { ROOT_MANAGEMENT_ERRORS } from "../answers/iam/root-access.ts";
import { actionOf } from "./called-service.ts";

/** The members of every SDK client that we use: a place to put middleware, and connections to be let go. */
export type Watchable = {
  readonly middlewareStack: { add(middleware: never, options: never): void };
  destroy(): void;
};

type Call = (args: unknown) => Promise<unknown>;

// The SDK's own types name what each step takes and gives; here it is passed on and never looked into.
type Stack = {
  add(
    middleware: (next: Call, context: HandlerExecutionContext) => Call,
    options: { readonly step: string; readonly priority: "high" | "low"; readonly name: string },
  ): void;
};

type Watch = {
  readonly region: string;
  readonly budget: Budget;
  /** Ends calls that wait or are under way; they fail as unavailable. */
  readonly signal: AbortSignal | null;
  readonly answered: (answer: CallAnswer) => void;
};

/** `client` with our middleware. A call that fails rejects with CallFailed, its problem named by the action that it takes. */
export function watch<C extends Watchable>(client: C, { region, budget, signal, answered }: Watch): C {
  const stack = client.middlewareStack as Stack;
  // Before everything else, so that a call that waits holds no connection, and what is retried keeps its turn.
  stack.add(
    (next, context) => async (args) => {
      try {
        const { clientName = "", commandName = "" } = context;
        return await budget.spend(clientName, commandName, region, () => next(args), signal);
      } catch (error) {
        throw failureOf(error, actionOfContext(context));
      }
    },
    { step: "initialize", priority: "high", name: "tidemarkBudget" },
  );
  // Behind the retries: each request that is sent is one.
  stack.add(
    (next, context) => (args) => {
      budget.count(actionOfContext(context));
      return next(args);
    },
    { step: "finalizeRequest", priority: "low", name: "tidemarkCount" },
  );
  stack.add(
    (next, context) => async (args) => {
      const action = actionOfContext(context);
      try {
        const result = (await next(args)) as { readonly response: HttpResponse };
        answered({ action, ...callAnswerOf(result.response) });
        return result;
      } catch (error) {
        // A 404 is an answer too: the resource does not exist. So are errors by which IAM says whom it tells of root access.
        // A refusal of access, or a service that cannot say, is no answer.
        const { $response: response, name } = error as { readonly $response?: HttpResponse; readonly name: string };
        if (response !== undefined && (response.statusCode === 404 || ROOT_MANAGEMENT_ERRORS.includes(name)))
          answered({ action, ...callAnswerOf(response) });
        throw error;
      }
    },
    { step: "deserialize", priority: "high", name: "tidemarkAnswers" },
  );
  return client;
}

const actionOfContext = ({ clientName = "", commandName = "" }: HandlerExecutionContext): string =>
  actionOf(clientName, commandName);

// Headers are lower-cased by the SDK's own handler; each protocol of AWS names the request in its own.
function callAnswerOf({ headers }: HttpResponse): Pick<CallAnswer, "requestId" | "server"> {
  const requestId = headers["x-amzn-requestid"] ?? headers["x-amz-request-id"] ?? headers["x-amzn-request-id"] ?? null;
  const server = Date.parse(headers["date"] ?? "");
  return { requestId, server: Number.isNaN(server) ? null : new Date(server).toISOString() };
}
