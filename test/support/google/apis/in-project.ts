// Answers for a project that a path names by its id or number: a permission of it first, and then its resources.
import type { Answer } from "../../clouds/wire/asked.ts";
import type { JsonObject } from "../../../../evidence-schema/record/record.ts";
import type { Project } from "../estate/estate.ts";
import { turnedOff, type Routed } from "./api.ts";

/** A project that is not there is denied as one that nobody may see. */
export function inProject(
  routed: Routed,
  named: string,
  permission: string,
  answered: (project: Project) => Answer,
): Answer {
  const project = routed.world.estate.project(named);
  const refusal = routed.denied(permission, project?.name ?? `projects/${named}`);
  if (refusal !== null || project === undefined) return refusal ?? routed.missing();
  const { asked, world } = routed;
  return (world.settings.offIn[project.name] ?? []).includes(asked.service)
    ? turnedOff(routed.host, project.name)
    : answered(project);
}

/** Resources of a type in a project, as their own API tells them. */
export const resourcesOf = ({ world: { estate } }: Routed, { name }: Project, type: string): readonly JsonObject[] =>
  estate.resources(name, type);
