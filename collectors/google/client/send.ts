// Sends one request to Google, by way of the proxy of the environment if there is one, and follows it nowhere else.
import { gaxios } from "google-auth-library";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { parseJsonValue } from "../../json-value.ts";

export type GoogleRequest = {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Headers;
  readonly body?: string;
};

export type GoogleAnswer = { readonly status: number; readonly headers: Headers; readonly text: string };

const transport = new gaxios.Gaxios();

/**
 * The answer, whatever its status. Rejects with an error of the library, which holds the request, where there is none.
 * `signal` ends the request. A redirection is an answer: the token stays where it was sent to.
 */
export async function send(request: GoogleRequest, signal: AbortSignal | null): Promise<GoogleAnswer> {
  const { url, method, headers, body } = request;
  const {
    status,
    headers: told,
    data,
  } = await transport.request<string>({
    url,
    method,
    headers,
    ...(body === undefined ? {} : { data: body }),
    ...(signal === null ? {} : { signal }),
    responseType: "text",
    redirect: "manual",
    validateStatus: () => true,
  });
  return { status, headers: told, text: data };
}

/** The body as evidence can hold it; undefined where it is no JSON. */
export function bodyOf({ text }: GoogleAnswer): Json | undefined {
  try {
    return parseJsonValue(text);
  } catch {
    return undefined;
  }
}
