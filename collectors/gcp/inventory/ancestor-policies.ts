// Reads the policies of folders and of the organization, each once for itself and for all projects below it.
import type { GoogleCalls } from "../../google/client/calls.ts";
import { ReadOnce, readTold, type Told } from "./read-once.ts";

/** Version 3 tells of conditions. https://docs.cloud.google.com/resource-manager/reference/rest/v3/folders/getIamPolicy */
const BODY = { options: { requestedPolicyVersion: 3 } };

export const policyAction = (kind: string): string => `resourcemanager.${kind}s.getIamPolicy`;

export class AncestorPolicies {
  readonly #clock: () => number;
  readonly #once = new ReadOnce<Told>();

  /** `clock`: milliseconds since 1970. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /**
   * The policy of a `project`, `folder` or `organization`, by its number or a project's id. `isNew`: it is asked for now, whatever was
   * told before. Rejects with CallFailed.
   */
  of(google: GoogleCalls, kind: string, id: string, isNew = false): Promise<Told> {
    const name = `${kind}s/${id}`;
    const path = `/v3/${name.split("/").map(encodeURIComponent).join("/")}:getIamPolicy`;
    const read = (): Promise<Told> =>
      readTold(google, { api: "resourcemanager", action: policyAction(kind), path, body: BODY }, this.#clock);
    return kind === "project" || isNew ? read() : this.#once.of(name, read);
  }
}
