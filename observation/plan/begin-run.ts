// Prepares a run, by hand or by the functions: records accepted risks and what runs, and stores the documents that
// the run names. All of it is in the ledger before anything is observed under it, and is sealed with the run.
import type { Policy } from "../../config/policy.ts";
import type { NewestSeal } from "../../ledger/read/ledger.ts";
import { brokenActs } from "../../ledger/write/acts.ts";
import { timeToWrite, type Clock } from "../../ledger/write/append.ts";
import type { WritableLedger } from "../../ledger/write/writable-ledger.ts";
import { putDocuments, type Documents, type RunDocuments } from "./documents.ts";
import { recordDeployment, type Deployed } from "./record-deployment.ts";
import { recordWaivers } from "./record-waivers.ts";
import { namedScopes, type NamesOfScopes } from "./scope-names.ts";

export type Beginning = Omit<Documents, "policy"> &
  Pick<Deployed, "sealer" | "functions"> & {
    /** The newest seal, as it was when the run was admitted. */
    readonly newest: NewestSeal | null;
    /** Controls, waivers and boundary in force; null where the company states none. */
    readonly policy: Policy | null;
    /** The names that the clouds give to scopes. */
    readonly listed: NamesOfScopes;
    /** The identity that runs this, as a reference. */
    readonly principal: string;
  };

export type Begun = {
  readonly documents: RunDocuments;
  /**
   * Why no act can be appended to the ledger's own chain; null where it can. It costs no evidence: the seal says that the chain
   * failed, and a waiver that is not recorded is not in force.
   */
  readonly problemOfActs: string | null;
};

/** Rejects with StoreError, before anything is written, where the clocks of machine and store are too far apart. */
export async function beginRun(ledger: WritableLedger, clock: Clock, beginning: Beginning): Promise<Begun> {
  const { newest, policy, listed, principal, scopes, functions, sealer, ...rest } = beginning;
  await timeToWrite(ledger, clock, newest?.seal.time ?? null);
  const waivers =
    policy === null ? null : await brokenActs(() => recordWaivers(ledger, clock, policy.waivers, principal));
  const documents = await putDocuments(ledger, {
    ...rest,
    scopes: await namedScopes(ledger, newest, scopes, listed),
    policy: policy?.documents ?? null,
  });
  const deployed = { documents, functions, sealer, principal };
  const deployment = await brokenActs(() => recordDeployment(ledger, clock, newest, deployed));
  return { documents, problemOfActs: waivers ?? deployment };
}
