// Reads whether a project that a Google Cloud IAM policy names is the one whose scope is judged.
import { z } from "zod";
import type { Problem } from "../../../evidence-schema/record/record.ts";
import { relation, type Related } from "../../kernel.ts";

/** A project is one item of its scope. */
const PROJECT = "project";

/** The project of the scope, which tells its id. */
export const ownProject = relation({
  type: "cloudresourcemanager.googleapis.com/Project",
  within: "scope",
  global: true,
  reads: z.object({ projectId: z.string() }),
  on: () => [PROJECT],
});

/** Asks for the project of the scope; null in a folder or organization, which is no project. */
export type AskProject = ((value: string) => Related<{ readonly projectId: string }>) | null;

const projectUnread: Problem = { code: "not-seen", detail: "the id of the project was not read" };

/** Whether a project, by its number or by its id in lower case, is the one of the scope; the problem if nobody can say. */
export function isOwnProject(party: string, scope: string, project: AskProject): boolean | Problem {
  if (scope === `gcp/projects/${party}`) return true;
  // A number names another project for certain; an id is compared with the one that was read.
  if (/^\d+$/.test(party) || project === null) return false;
  const own = project(PROJECT).find(() => true);
  if (own.is === "unknown") return own.problem;
  return own.is === "found" ? own.row.projectId.toLowerCase() === party : projectUnread;
}
