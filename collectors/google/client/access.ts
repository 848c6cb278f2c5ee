// Keeps what all readings of one login share: its tokens, and the limits that Google counts for one project.
import type { Budget } from "../../live/budget.ts";
import { GoogleCalls } from "./calls.ts";
import { projectBudget } from "./limits.ts";
import type { GoogleLogin } from "./login.ts";

/** The port on which collectors of Google Cloud and Google Workspace read. */
export class GoogleAccess {
  readonly #login: GoogleLogin;
  readonly #limits = projectBudget();

  /** Nothing is called. */
  constructor(login: GoogleLogin) {
    this.#login = login;
  }

  /** A budget of one scope: its calls wait with those of all others, and are counted apart. */
  budget(): Budget {
    return this.#limits.apart();
  }

  /** Opens the login for one reading. `signal` ends its calls. Nothing is called. */
  open(budget: Budget, signal: AbortSignal | null): GoogleCalls {
    return new GoogleCalls(this.#login, { budget, signal });
  }
}
