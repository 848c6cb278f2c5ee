// Reads one management group of Azure for one source.
import type { CallAnswer } from "../../live/call.ts";
import type { Granted } from "../inventory/granted.ts";
import { ManagerRead, type ManagerReadOptions } from "../manager-read.ts";

type Options = ManagerReadOptions & {
  /** Id of the group, in lower case. */
  readonly group: string;
  /** The rights of the identity at the group. Rejects with CallFailed. */
  readonly granted: (answered: (answer: CallAnswer) => void) => Promise<Granted>;
};

export class GroupRead extends ManagerRead {
  readonly group: string;
  readonly #options: Options;

  constructor(options: Options, units: readonly string[]) {
    super(options, units, null);
    this.group = options.group;
    this.#options = options;
  }

  /** The rights of the identity at the group, by the roles that it holds there and above. Rejects with CallFailed. */
  granted(): Promise<Granted> {
    return this.#options.granted(this.#options.heard(false));
  }
}
