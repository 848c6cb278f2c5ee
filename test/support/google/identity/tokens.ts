// Keeps the access tokens that were given: Google's are opaque, so whoever takes one looks it up.
import { randomBytes } from "node:crypto";

export type Token = {
  /** An e-mail address, or `principal://iam.googleapis.com/...` of a workload identity pool. */
  readonly principal: string;
  readonly scopes: readonly string[];
  /** Milliseconds since 1970. */
  readonly ends: number;
};

export class Tokens {
  readonly #given = new Map<string, Token>();

  give(token: Token): string {
    const text = `ya29.${randomBytes(48).toString("base64url")}`;
    this.#given.set(text, token);
    return text;
  }

  /** Undefined for a token that nobody gave. */
  of(text: string): Token | undefined {
    return this.#given.get(text);
  }

  /** Every token so far: a test looks for them where none may be. */
  get all(): readonly string[] {
    return [...this.#given.keys()];
  }

  /** Forgets all: each is refused from now on. */
  withdraw(): void {
    this.#given.clear();
  }
}
