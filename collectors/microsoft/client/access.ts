// Keeps what all readings of a tenant share: how one signs in, and the limits that Microsoft counts for one identity.
import type { TokenCredential } from "@azure/identity";
import type { Budget } from "../../live/budget.ts";
import type { AzureCloud } from "../clouds.ts";
import { tenantBudget } from "./limits.ts";
import { kept, type AzureLogin } from "./login.ts";
import { Tenant } from "./tenant.ts";
import { ResourceGraphQuota } from "./watched-pipeline.ts";

export class TenantAccess {
  /** In lower case. */
  readonly tenant: string;
  readonly #cloud: AzureCloud;
  readonly #credential: TokenCredential;
  readonly #limits = tenantBudget();
  readonly #quota = new ResourceGraphQuota();

  /** Nothing is called. */
  constructor(tenant: string, cloud: AzureCloud, login: AzureLogin) {
    this.tenant = tenant;
    this.#cloud = cloud;
    this.#credential = kept(login(tenant, cloud));
  }

  /** A budget of one scope: its calls wait with those of all others, and are counted apart. */
  budget(): Budget {
    return this.#limits.apart();
  }

  /** Opens the tenant for one reading. `signal` ends its calls. Nothing is called. */
  open(budget: Budget, signal: AbortSignal | null): Tenant {
    return new Tenant(this.tenant, this.#cloud, this.#credential, { budget, quota: this.#quota, signal });
  }
}
