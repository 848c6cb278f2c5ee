// Reads the policies of folders and of the organization, each once for all that need it at the same time.
import type { Json } from "../../../evidence-schema/bytes/canonical.ts";
import type { GoogleCalls } from "../../google/client/calls.ts";
import { ReadOnce, readTold, type Told } from "./read-once.ts";

/** Version 3 tells of conditions. https://docs.cloud.google.com/resource-manager/reference/rest/v3/folders/getIamPolicy */
const BODY = { options: { requestedPolicyVersion: 3 } };

export const policyAction = (kind: string): string => `resourcemanager.${kind}s.getIamPolicy`;

export class AncestorPolicies {
  readonly #clock: () => number;
  readonly #once: ReadOnce<Json>;

  /** `clock`: milliseconds since 1970. */
  constructor(clock: () => number) {
    this.#clock = clock;
    this.#once = new ReadOnce(clock);
  }

  /**
   * The policy of a `project`, `folder` or `organization`, by its number or a project's id, as of `since` or later. Rejects with
   * CallFailed.
   */
  of(google: GoogleCalls, kind: string, id: string, since: string): Promise<Told> {
    const name = `${kind}s/${id}`;
    const path = `/v3/${name.split("/").map(encodeURIComponent).join("/")}:getIamPolicy`;
    const read = (): Promise<Told> =>
      readTold(google, { api: "resourcemanager", action: policyAction(kind), path, body: BODY }, this.#clock);
    return kind === "project" ? read() : this.#once.of(name, since, read);
  }
}
