// Names the way by which people of a directory reach a project, as long as not all of them are judged.
import { ACCESS_PATH, accessPathKey } from "../../access-path.ts";
import { PROJECT_ACTION } from "../inventory/ancestry.ts";
import type { ProjectSource } from "../source.ts";

/** Roles are bound to people and groups of Cloud Identity or Workspace, which are no scope of the project's. */
export const accessPath: ProjectSource = {
  name: "access-path",
  types: [ACCESS_PATH],
  calls: [{ action: PROJECT_ACTION, per: "few" }],
  async read(gcp) {
    const path = accessPathKey("gcp", gcp.project);
    if (path === null) return;
    await gcp.names();
    gcp.emitFact(ACCESS_PATH, { key: path.key, name: path.name, body: { Path: path.name, Read: false } });
  },
};
