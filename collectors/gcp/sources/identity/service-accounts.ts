// Reads service accounts and their keys from IAM: the inventory may be late with both.
import { isRecord, textOf } from "../../../json-shape.ts";
import { directKey, SERVICE_ACCOUNT_KEY } from "../../item/direct-asset.ts";
import { CallFailed } from "../../../live/call.ts";
import { isGone } from "../../../google/client/failure.ts";
import type { ProjectSource } from "../../source.ts";
import { emitDirect, orByInventory } from "../direct.ts";

const ACCOUNT = "iam.googleapis.com/ServiceAccount";
export const LIST_ACCOUNTS = "iam.serviceAccounts.list";
const KEYS = "iam.serviceAccountKeys.list";

/** https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/list and projects.serviceAccounts.keys/list */
export const serviceAccounts: ProjectSource = {
  name: "service-accounts",
  types: [ACCOUNT, SERVICE_ACCOUNT_KEY],
  calls: [
    { action: LIST_ACCOUNTS, per: "page" },
    { action: KEYS, per: { resource: "no call lists the keys of several service accounts" } },
  ],
  async read(gcp) {
    const project = await gcp.names();
    await orByInventory(gcp, [ACCOUNT, SERVICE_ACCOUNT_KEY], async () => {
      const { told: accounts, dataTime } = await gcp.once((facts) => facts.accounts(project));
      gcp.asOf(dataTime);
      emitDirect(gcp, ACCOUNT, accounts, project, dataTime);
      if (!gcp.wants(SERVICE_ACCOUNT_KEY)) return;
      const { source } = gcp.provenanceOf(SERVICE_ACCOUNT_KEY);
      const ids = accounts.flatMap((account) => (isRecord(account) ? (textOf(account["uniqueId"]) ?? []) : []));
      if (ids.length < accounts.length)
        gcp.spoil(SERVICE_ACCOUNT_KEY, {
          code: "unexpected-shape",
          detail: `the answer to ${LIST_ACCOUNTS} has a service account without uniqueId, so that its keys were not read`,
        });
      await Promise.all(
        ids
          .filter((id) => isWanted(gcp.only, id))
          .map(async (id) => {
            try {
              const path = `/v1/projects/${project.id}/serviceAccounts/${id}/keys`;
              for (const key of await gcp.list({ api: "iam", action: KEYS, path }, "keys"))
                gcp.emitAsset(SERVICE_ACCOUNT_KEY, directKey(key, id, project), { source, dataTime: gcp.now() });
            } catch (error) {
              if (!(error instanceof CallFailed)) throw error;
              // A deleted account has no keys. Keys of one that is not read can't be named: any of them may be missing.
              if (!isGone(error)) gcp.spoil(SERVICE_ACCOUNT_KEY, error.problem);
            }
          }),
      );
    });
  },
};

/** Whether keys of the account with this id are among those that are wanted. */
const isWanted = (only: ReadonlySet<string> | null, id: string): boolean =>
  only === null || [...only].some((key) => key.includes(`/serviceAccounts/${id}/keys/`));
