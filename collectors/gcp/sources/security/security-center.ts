// Reads which services of Security Command Center are in effect in a project, and the tier by which the project has them.
import { isRefused } from "../../../answer.ts";
import { isGone } from "../../../google/client/failure.ts";
import { CallFailed } from "../../../live/call.ts";
import {
  isBought,
  SECURITY_CENTER_SERVICES,
  SECURITY_CENTER_TIER,
  securityCenterServicesIn,
  securityCenterServicesKey,
  securityCenterTierKey,
  tierIn,
} from "../../answers/security-center.ts";
import { PROJECT_ACTION } from "../../inventory/ancestry.ts";
import type { ProjectRead } from "../../project-read.ts";
import type { ProjectSource } from "../../source.ts";

/** https://docs.cloud.google.com/security-command-center/docs/reference/security-center-management/rest/v1/projects.locations.securityCenterServices/list */
const LIST = "securitycentermanagement.securityCenterServices.list";
/** https://docs.cloud.google.com/security-command-center/docs/reference/security-center-management/rest/v1/projects.locations/getBillingMetadata */
const TIER = "securitycentermanagement.billingMetadata.get";

const API = "securitycentermanagement";

export const securityCenter: ProjectSource = {
  name: "security-center",
  types: [SECURITY_CENTER_SERVICES],
  calls: [{ action: LIST, per: "page" }],
  async read(gcp) {
    const { id } = await gcp.names();
    const path = `/v1/projects/${id}/locations/global/securityCenterServices?pageSize=1000`;
    const list = await gcp.list({ api: API, action: LIST, path }, "securityCenterServices");
    const made = securityCenterServicesIn(list, gcp.project);
    if (made === undefined || isRefused(made)) {
      const detail = `the answer to ${LIST} ${made === undefined ? "has another form than documented" : `has ${made.found}, expected ${made.expected}`}`;
      gcp.emitUnread(SECURITY_CENTER_SERVICES, securityCenterServicesKey(gcp.project), {
        code: "unexpected-shape",
        detail,
      });
    } else for (const fact of made) gcp.emitFact(SECURITY_CENTER_SERVICES, fact);
  },
};

export const securityCenterTier: ProjectSource = {
  name: "security-center-tier",
  types: [SECURITY_CENTER_TIER],
  calls: [
    { action: PROJECT_ACTION, per: "few" },
    { action: TIER, per: "few" },
  ],
  async read(gcp) {
    const key = securityCenterTierKey(gcp.project);
    const { id } = await gcp.names();
    try {
      const own = await tierOf(gcp, `projects/${id}`);
      const tier = own !== null && isBought(own) ? own : ((await tierAbove(gcp, id)) ?? own ?? "NONE");
      gcp.emitFact(SECURITY_CENTER_TIER, { key, name: "tier of Security Command Center", body: { Tier: tier } });
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      gcp.emitUnread(SECURITY_CENTER_TIER, key, error.problem);
    }
  },
};

/** The tier that was activated for the organization holds in all its projects. Null where there is no organization. */
async function tierAbove(gcp: ProjectRead, id: string): Promise<string | null> {
  const { told: chain } = await gcp.once(({ ancestry }) =>
    ancestry({ id, number: gcp.project.slice("projects/".length) }),
  );
  const organization = chain.find(({ type }) => type === "organization");
  return organization === undefined ? null : tierOf(gcp, `organizations/${organization.id}`);
}

/** The tier that is set on a project or organization itself; null where none is. Rejects with CallFailed. */
async function tierOf(gcp: ProjectRead, container: string): Promise<string | null> {
  try {
    const path = `/v1/${container}/locations/global/billingMetadata`;
    const tier = tierIn(await gcp.get({ api: API, action: TIER, path }));
    if (tier !== undefined) return tier;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
  const detail = `the answer to ${TIER} has another form than documented`;
  throw new CallFailed("UnexpectedPage", { code: "unexpected-shape", detail }, undefined);
}
