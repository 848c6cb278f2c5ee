// Reads one folder or organization of Google Cloud for one source.
import type { CallAnswer } from "../../live/call.ts";
import { RegionRead, type RegionReadOptions } from "../../live/region-read.ts";
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { GoogleCalls } from "../../google/client/calls.ts";
import type { Told } from "../inventory/read-once.ts";

type Options = RegionReadOptions & {
  /** `folders/<number>` or `organizations/<number>`. */
  readonly container: string;
  /** Asks for the policy. `isNew`: again, even if a project below was told it. Rejects with CallFailed. */
  readonly policy: (isNew: boolean) => Promise<Told>;
  /** Asks for a custom role of the organization. `isNew`: again, even if somebody else was told it. Rejects with CallFailed. */
  readonly role: (role: string, isNew: boolean) => Promise<Told>;
  readonly google: GoogleCalls;
  readonly heard: (isListing: boolean) => (answer: CallAnswer) => void;
};

export class ContainerRead extends RegionRead {
  /** `folders/<number>` or `organizations/<number>`. */
  readonly container: string;
  readonly #options: Options;

  constructor(options: Options, units: readonly string[]) {
    super(options, units);
    this.container = options.container;
    this.#options = options;
  }

  /** The folder or organization as Resource Manager tells it. Rejects with CallFailed. */
  get(action: string): Promise<Json> {
    const { google, heard } = this.#options;
    return google.get({ api: "resourcemanager", action, path: `/v3/${this.container}`, answered: heard(false) });
  }

  /** The IAM policy, and as of when. Rejects with CallFailed. */
  policy(): Promise<Omit<Told, "answers">> {
    const { only, policy } = this.#options;
    return this.#hear(policy(only !== null), true);
  }

  /** A custom role of the organization, `organizations/<number>/roles/<role>`, and as of when. Rejects with CallFailed. */
  role(name: string): Promise<Omit<Told, "answers">> {
    const { only, role } = this.#options;
    return this.#hear(role(name, only !== null), false);
  }

  async #hear(asked: Promise<Told>, isListing: boolean): Promise<Omit<Told, "answers">> {
    const { answers, ...told } = await asked;
    for (const answer of answers) this.#options.heard(isListing)(answer);
    return told;
  }
}
