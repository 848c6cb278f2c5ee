/** The IAM policies of a project and of all that it lies in, as `gcloud projects get-ancestors-iam-policy` tells them. */
import { z } from "zod";
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import { syntheticKey } from "../../../../evidence-schema/keys/resource-key.ts";
import { readIamPolicy } from "../../../gcp/item/iam-policy.ts";
import { InputError } from "../../input-error.ts";
import { oneCall, type Answered } from "../call.ts";

/**
 * `[{"id","type","policy"}]`, the project first and what contains it after it. The command fails as a whole where it may not
 * read one of them. https://cloud.google.com/sdk/gcloud/reference/projects/get-ancestors-iam-policy
 */
const Answer = z.array(
  z.object({
    id: z.string().min(1),
    type: z.enum(["project", "folder", "organization"]),
    policy: z.custom<Json>((value) => typeof value === "object" && value !== null),
  }),
);

/** From the project up: folders or none, and the organization or none. */
const CHAIN = /^project(?:,folder)*(?:,organization)?$/;

export const gcloudAncestorsIamPolicy = oneCall({
  provider: "gcp",
  lane: "gcloud-ancestors-iam-policy",
  scopeId: /^projects\/\d+$/,
  type: "Tidemark::ResourceManager::AncestorPolicy",
  global: true,
  items(answer, { id: project, people, file }) {
    const parsed = Answer.safeParse(answer);
    if (!parsed.success || !CHAIN.test(parsed.data.map(({ type }) => type).join(","))) return undefined;
    const answered: Answered[] = [];
    for (const { id, type, policy } of parsed.data) {
      // The command names a project by its id. Where it is the number, it must be that of the scope.
      if (type === "project" && /^\d+$/.test(id) && `projects/${id}` !== project)
        throw new InputError({ file, position: null }, "the policies of another project", project);
      const ancestor = type === "project" ? project : `${type}s/${id}`;
      const said = readIamPolicy(policy, people);
      if (said === null) return undefined;
      answered.push({
        key: syntheticKey("gcp", project, `ancestor-policy/${ancestor}`),
        body: { Ancestor: ancestor, Type: type, ...said },
      });
    }
    return answered;
  },
  exports(project, types) {
    const number = project.replace(/^projects\//, "");
    const source = `gcp-${number}-ancestors-iam-policy`;
    const command = `gcloud projects get-ancestors-iam-policy <id of ${number}> --format=json`;
    return [
      { source, types, regions: [], file: `${source}.json`, command, run: ["gcloud_ancestors_iam_policy", number] },
    ];
  },
});
