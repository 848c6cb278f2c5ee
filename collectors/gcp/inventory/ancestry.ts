// Reads what a project lies in: any number of folders, and the organization.
import { z } from "zod";
import type { GoogleCalls } from "../../google/client/calls.ts";
import { CallFailed } from "../../live/call.ts";
import { isWholeChain } from "../answers/ancestors-iam-policy.ts";
import { readTold, type Told } from "./read-once.ts";

/** The permission that reads the project itself. https://docs.cloud.google.com/resource-manager/reference/rest/v3/projects/get */
export const PROJECT_ACTION = "resourcemanager.projects.get";

export type Ancestor = { readonly type: "project" | "folder" | "organization"; readonly id: string };

/** https://docs.cloud.google.com/resource-manager/reference/rest/v1/projects/getAncestry */
const Ancestry = z.object({
  ancestor: z
    .array(
      z.object({
        resourceId: z.object({ type: z.enum(["project", "folder", "organization"]), id: z.string().min(1) }),
      }),
    )
    .min(1),
});

/** The project with the id `project` first, and what contains it after it. `clock`: milliseconds since 1970. Rejects with CallFailed. */
export async function readAncestry(
  google: GoogleCalls,
  project: string,
  clock: () => number,
): Promise<Told<readonly Ancestor[]>> {
  const path = `/v1/projects/${project}:getAncestry`;
  const answer = await readTold(google, { api: "resourcemanager", action: PROJECT_ACTION, path, body: {} }, clock);
  const parsed = Ancestry.safeParse(answer.told);
  const chain = (parsed.data?.ancestor ?? []).map(({ resourceId }) => resourceId);
  // Without its end, what lies above the project would look as if it were gone.
  if (isWholeChain(chain.map(({ type }) => type))) return { ...answer, told: chain };
  const detail = `the answer to ${PROJECT_ACTION} (getAncestry) has another form than documented`;
  throw new CallFailed("UnexpectedPage", { code: "unexpected-shape", detail }, undefined);
}
