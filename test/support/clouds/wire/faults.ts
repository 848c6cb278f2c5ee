// Keeps what a test wants to go wrong at the servers: which requests, how often, and how.
import type { Answer, Asked, Caller, Service } from "./asked.ts";

/** Requests that a fault is for: all of its members must hold. */
export type Where = {
  readonly service: Service;
  readonly method?: string;
  /** A text is the whole path, without regard to case. */
  readonly path?: string | RegExp;
  readonly body?: RegExp;
  readonly principal?: string;
};

export type Effect =
  /** The service's own answer to a caller who may not. */
  | { readonly kind: "deny" }
  /** 429 as the service writes it. `retryAfter` in seconds; null sends no such header. */
  | { readonly kind: "throttle"; readonly retryAfter: number | null }
  /** The answer's first half comes, then the connection ends. */
  | { readonly kind: "cut" }
  | { readonly kind: "answer"; readonly answer: Answer | ((asked: Asked) => Answer) };

type Planned = { readonly where: Where; left: number } & ({ readonly effect: Effect } | { readonly delay: number });

/** Ends a fault before it ran out. */
export type Lift = () => void;

export class Faults {
  #planned: Planned[] = [];

  deny(where: Where, times = Infinity): Lift {
    return this.#plan({ where, left: times, effect: { kind: "deny" } });
  }

  throttle(where: Where, { times = 1, retryAfter = null }: { times?: number; retryAfter?: number | null } = {}): Lift {
    return this.#plan({ where, left: times, effect: { kind: "throttle", retryAfter } });
  }

  cut(where: Where, times = 1): Lift {
    return this.#plan({ where, left: times, effect: { kind: "cut" } });
  }

  /** Another answer than the service would give. */
  answer(where: Where, answer: Answer | ((asked: Asked) => Answer), times = Infinity): Lift {
    return this.#plan({ where, left: times, effect: { kind: "answer", answer } });
  }

  /** Answers come so many milliseconds later: simulated latency. */
  delay(where: Where, milliseconds: number): Lift {
    return this.#plan({ where, left: Infinity, delay: milliseconds });
  }

  clear(): void {
    this.#planned = [];
  }

  /** What is wrong with this request; uses up one time of the fault that came first. Servers ask it. */
  take(asked: Asked, caller: Caller): { readonly delay: number; readonly effect: Effect | null } {
    const meant = this.#planned.filter(({ where, left }) => left > 0 && isMeant(where, asked, caller));
    const delay = meant.reduce((sum, fault) => sum + ("delay" in fault ? fault.delay : 0), 0);
    const first = meant.find((fault) => "effect" in fault);
    if (first === undefined) return { delay, effect: null };
    first.left -= 1;
    return { delay, effect: first.effect };
  }

  #plan(fault: Planned): Lift {
    this.#planned.push(fault);
    return () => {
      this.#planned = this.#planned.filter((other) => other !== fault);
    };
  }
}

function isMeant(where: Where, asked: Asked, caller: Caller): boolean {
  const { service, method, path, body, principal } = where;
  return (
    service === asked.service &&
    (method === undefined || method === asked.method) &&
    (path === undefined ||
      (typeof path === "string" ? path.toLowerCase() === asked.path.toLowerCase() : path.test(asked.path))) &&
    (body === undefined || body.test(asked.body)) &&
    (principal === undefined || principal === caller.principal)
  );
}
