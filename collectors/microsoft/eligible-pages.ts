// Reads lists of Privileged Identity Management: who may activate a role, or membership in a group.
import { z } from "zod";
import type { Json } from "../../evidence-schema/bytes/canonical.ts";
import { CallFailed, type CallAnswer } from "../live/call.ts";
import type { Tenant } from "./client/tenant.ts";

/** The least that reads licences. https://learn.microsoft.com/en-us/graph/api/subscribedsku-list#permissions */
export const LICENCE_ACTION = "LicenseAssignment.Read.All";

/** https://learn.microsoft.com/en-us/graph/api/resources/subscribedsku */
const Products = z.object({
  value: z.array(
    z.object({
      capabilityStatus: z.string().nullish(),
      servicePlans: z.array(z.object({ servicePlanName: z.string().nullish() })).nullish(),
    }),
  ),
});

/**
 * Plans that have Privileged Identity Management: Microsoft Entra ID P2, and Governance.
 * https://learn.microsoft.com/en-us/entra/id-governance/licensing-fundamentals and
 * https://learn.microsoft.com/en-us/entra/identity/users/licensing-service-plan-reference
 */
const PLANS = /^AAD_PREMIUM_P2|Identity_Governance/i;

/** States in which a product gives nothing any more. Another state, such as Warning, may give it. */
const ENDED: ReadonlySet<string> = new Set(["Suspended", "Deleted", "LockedOut"]);

/**
 * Lists of one reading. A tenant without a licence is refused (`AadPremiumLicenseRequired`), and nobody there may activate
 * anything: "Eligible role assignments are removed" where a licence ends. A refusal proves no such thing by itself, so the
 * licences of the tenant are read: https://learn.microsoft.com/en-us/entra/id-governance/licensing-fundamentals
 */
export class EligiblePages {
  readonly #tenant: Tenant;
  readonly #answered: (answer: CallAnswer) => void;
  /** Set with the first refusal: resolves where the tenant has no licence, rejects with CallFailed otherwise. */
  #unlicensed: Promise<void> | null = null;

  /** `answered` is told of the answer about licences: it stands for a list that is empty for want of one. */
  constructor(tenant: Tenant, answered: (answer: CallAnswer) => void) {
    this.#tenant = tenant;
    this.#answered = answered;
  }

  /** The pages that `ask` gives; none where the tenant has no licence. Rejects with CallFailed. */
  async *of(ask: () => AsyncGenerator<Json>): AsyncGenerator<Json> {
    if (this.#unlicensed !== null) {
      await this.#unlicensed;
      return;
    }
    let hasBegun = false;
    try {
      for await (const page of ask()) {
        hasBegun = true;
        yield page;
      }
    } catch (error) {
      if (!(error instanceof CallFailed) || error.problem.code !== "licence" || hasBegun) throw error;
      this.#unlicensed ??= this.#readLicences(error);
      await this.#unlicensed;
    }
  }

  async #readLicences(refused: CallFailed): Promise<void> {
    let isLicensed = false;
    try {
      const path = "/v1.0/subscribedSkus?$select=capabilityStatus,servicePlans";
      const call = { action: LICENCE_ACTION, path, answered: this.#answered };
      for await (const page of this.#tenant.pages("graph", call, "@odata.nextLink"))
        isLicensed ||= hasLicence(Products.parse(page));
    } catch (error) {
      if (error instanceof CallFailed)
        throw refusal(refused, `its licences could not be read (${error.problem.code}: ${error.problem.detail})`);
      if (error instanceof z.ZodError) throw refusal(refused, "its licences have another form than documented");
      throw error;
    }
    if (isLicensed) throw refusal(refused, "it has Microsoft Entra ID P2 or Governance by its list of licences");
  }
}

const hasLicence = ({ value }: z.infer<typeof Products>): boolean =>
  value.some(
    ({ capabilityStatus, servicePlans }) =>
      !ENDED.has(capabilityStatus ?? "") &&
      (servicePlans ?? []).some(({ servicePlanName }) => PLANS.test(servicePlanName ?? "")),
  );

const refusal = ({ error, problem }: CallFailed, licences: string): CallFailed =>
  new CallFailed(
    error,
    { code: "licence", detail: `${problem.detail}: the tenant is said to lack a licence, and ${licences}` },
    undefined,
  );
