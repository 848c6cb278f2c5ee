// Defines how a config says that Azure is read live: the tenant, and the application that reads it.
import { z } from "zod";

/** Lower case, as keys and scopes have ids. */
const TenantId = z
  .string()
  .regex(
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    "expected the id of a tenant in lower case, as az account show prints it",
  );

/** By the names of `az cloud list`; collectors/microsoft/clouds.ts has the endpoints of each. */
const AZURE_CLOUD_NAMES = ["AzureCloud", "AzureUSGovernment", "AzureChinaCloud"] as const;

/** Null: Azure and Microsoft Entra are read from exports alone. */
export const AzureInput = z
  .strictObject({
    tenant: TenantId,
    /** Id of the application that a deployment signs in as; null: only the login of a workstation reads. */
    client: TenantId.nullable().default(null),
    cloud: z.enum(AZURE_CLOUD_NAMES).default("AzureCloud"),
    /**
     * Subscriptions that the identity sees are listed in each run. Those that are neither enrolled nor excluded are reported: by
     * the same run on the command line, by the next one in a deployment.
     */
    discover: z.boolean().default(false),
  })
  .nullable()
  .default(null);
