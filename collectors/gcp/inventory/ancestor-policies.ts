// Reads the policies of folders and of the organization, each once for all projects below it.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import { formatTimestamp } from "../../../evidence-schema/bytes/timestamp.ts";
import type { GoogleCalls } from "../../google/client/calls.ts";
import type { CallAnswer } from "../../live/call.ts";

export type ToldPolicy = {
  readonly policy: Json;
  /** As of when. */
  readonly dataTime: string;
  /** The answers that it was read from. */
  readonly answers: readonly CallAnswer[];
};

/** Version 3 tells of conditions. https://docs.cloud.google.com/resource-manager/reference/rest/v3/folders/getIamPolicy */
const BODY = { options: { requestedPolicyVersion: 3 } };

export const policyAction = (kind: string): string => `resourcemanager.${kind}s.getIamPolicy`;

export class AncestorPolicies {
  readonly #clock: () => number;
  readonly #kept = new Map<string, Promise<ToldPolicy>>();

  /** `clock`: milliseconds since 1970. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** The policy of a `project`, `folder` or `organization`, by its number or a project's id. Rejects with CallFailed. */
  of(google: GoogleCalls, kind: string, id: string): Promise<ToldPolicy> {
    const name = `${kind}s/${id}`;
    if (kind === "project") return this.#read(google, kind, name);
    const kept = this.#kept.get(name) ?? this.#read(google, kind, name);
    this.#kept.set(name, kept);
    // Another project asks anew: its reading may be allowed more time.
    kept.catch(() => this.#kept.delete(name));
    return kept;
  }

  async #read(google: GoogleCalls, kind: string, name: string): Promise<ToldPolicy> {
    const answers: CallAnswer[] = [];
    const dataTime = formatTimestamp(this.#clock());
    const policy = await google.get({
      api: "resourcemanager",
      action: policyAction(kind),
      path: `/v3/${name.split("/").map(encodeURIComponent).join("/")}:getIamPolicy`,
      body: BODY,
      answered: (answer) => void answers.push(answer),
    });
    return { policy, dataTime, answers };
  }
}
