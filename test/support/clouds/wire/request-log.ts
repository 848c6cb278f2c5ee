// Keeps every request that the servers were asked, so that a test can hold them against the calls that are declared.
import type { Asked, Caller, Service } from "./asked.ts";

export type Logged = {
  readonly service: Service;
  readonly method: string;
  /** Percent-decoded, without the query. */
  readonly path: string;
  /** As `name=value&...`, percent-decoded; empty without one. */
  readonly query: string;
  readonly body: string;
  readonly principal: string | null;
  /** Null while it is not answered, and where the connection was cut. */
  readonly status: number | null;
};

/** In the order in which requests came in. */
export class RequestLog {
  #requests: { -readonly [member in keyof Logged]: Logged[member] }[] = [];

  get requests(): readonly Logged[] {
    return this.#requests;
  }

  of(service: Service): readonly Logged[] {
    return this.#requests.filter((request) => request.service === service);
  }

  clear(): void {
    this.#requests = [];
  }

  /** Notes a request; the answered status is told by the function that comes back. */
  note({ service, method, path, query, body }: Asked, { principal }: Caller): (status: number) => void {
    const text = [...query].map(([name, value]) => `${name}=${value}`).join("&");
    const entry = { service, method, path, query: text, body, principal, status: null as number | null };
    this.#requests.push(entry);
    return (status) => {
      entry.status = status;
    };
  }
}
