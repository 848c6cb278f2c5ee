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
  async policy(): Promise<Omit<Told, "answers">> {
    const { only, policy, heard } = this.#options;
    const { answers, ...told } = await policy(only !== null);
    for (const answer of answers) heard(true)(answer);
    return told;
  }
}
