// Reads the project itself, and the policies of the project and of all that it lies in.
import { isRefused } from "../../answer.ts";
import { CallFailed } from "../../live/call.ts";
import { ANCESTOR_POLICY, ancestorPoliciesIn, keyOfAncestor } from "../answers/ancestors-iam-policy.ts";
import { policyAction } from "../inventory/ancestor-policies.ts";
import { PROJECT_ACTION } from "../inventory/ancestry.ts";
import { PROJECT } from "../item/asset.ts";
import { projectAsset } from "../item/direct-asset.ts";
import type { ProjectRead } from "../project-read.ts";
import type { ProjectSource } from "../source.ts";

export const project: ProjectSource = {
  name: "project",
  types: [PROJECT],
  calls: [{ action: PROJECT_ACTION, per: "few" }],
  async read(gcp) {
    const { told, dataTime } = await gcp.once((facts) => facts.project());
    gcp.asOf(dataTime);
    gcp.emitAsset(PROJECT, projectAsset(told), { source: gcp.provenanceOf(PROJECT).source, dataTime });
  },
};

export const ancestors: ProjectSource = {
  name: "ancestors",
  types: [ANCESTOR_POLICY],
  calls: [
    { action: PROJECT_ACTION, per: "few" },
    ...["project", "folder", "organization"].map((kind) => ({ action: policyAction(kind), per: "few" as const })),
  ],
  async read(gcp) {
    const names = await gcp.names();
    const { told: chain, dataTime: since } = await gcp.once(({ ancestry }) => ancestry(names));
    const read = await Promise.all(
      chain.map(async ({ type, id: of }) => {
        try {
          const { told: policy, dataTime } = await gcp.once(({ policyOf }) => policyOf(type, of, since));
          return { type, id: of, policy, dataTime };
        } catch (error) {
          if (!(error instanceof CallFailed)) throw error;
          gcp.emitUnread(ANCESTOR_POLICY, keyOfAncestor(gcp.project, type, of), error.problem);
          return { type, id: of, policy: null, dataTime: null };
        }
      }),
    );
    gcp.asOf([since, ...read.flatMap(({ dataTime }) => dataTime ?? [])].toSorted()[0] as string);
    const made = ancestorPoliciesIn(
      read.map(({ type, id: of, policy }) => ({ type, id: of, policy })),
      gcp.project,
      gcp.people,
    );
    if (made === undefined || isRefused(made)) return misshapen(gcp);
    for (const [at, fact] of made.entries()) {
      const dataTime = read[at]?.dataTime ?? null;
      if (dataTime === null) continue;
      if ("problem" in fact) gcp.emitUnread(ANCESTOR_POLICY, fact.key, fact.problem);
      else gcp.emitFact(ANCESTOR_POLICY, { ...fact, dataTime });
    }
  },
};

const misshapen = (gcp: ProjectRead): void =>
  gcp.spoil(ANCESTOR_POLICY, {
    code: "unexpected-shape",
    detail: `the answer to ${PROJECT_ACTION} (getAncestry) has another form than documented`,
  });
