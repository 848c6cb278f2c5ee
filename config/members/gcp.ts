// Defines how a config says that Google Cloud is read live: where assets are asked for, and what a deployment signs in as.
import { z } from "zod";

const Parent = z
  .string()
  .regex(
    /^(?:organizations|folders)\/\d+$/,
    "expected organizations/<number> or folders/<number>, as gcloud organizations list prints it",
  );

/** https://docs.cloud.google.com/resource-manager/reference/rest/v3/projects */
const ProjectId = z.string().regex(/^(?:[a-z][a-z0-9-]{4,28}[a-z0-9]|\d+)$/, "expected the id or number of a project");

/** https://docs.cloud.google.com/iam/docs/service-accounts-create */
const ServiceAccount = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z][a-z0-9.-]*[a-z0-9]\.iam\.gserviceaccount\.com$/,
    "expected the address of a service account, <name>@<project>.iam.gserviceaccount.com",
  );

/**
 * By the number of its project, as audiences have it.
 * https://docs.cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers/create
 */
const Provider = z
  .string()
  .regex(
    /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]{4,32}\/providers\/[a-z0-9-]{4,32}$/,
    "expected projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>",
  );

/** Null: Google Cloud is read from exports alone. */
export const GcpInput = z
  .strictObject({
    /** Cloud Asset Inventory is asked about all projects at once here; null: about each project by itself. */
    parent: Parent.nullable().default(null),
    /** The project that the calls count against; null: the project of the login. */
    quotaProject: ProjectId.nullable().default(null),
    /** The address of the service account that a deployment acts as; null: only the login of a workstation reads. */
    serviceAccount: ServiceAccount.nullable().default(null),
    /** The provider of the workload identity pool that takes the deployment's tokens of AWS; null as with `serviceAccount`. */
    provider: Provider.nullable().default(null),
    /**
     * Projects below `parent` are listed in each run. Those that are neither enrolled nor excluded are reported: by the same run
     * on the command line, by the next one in a deployment.
     */
    discover: z.boolean().default(false),
  })
  .nullable()
  .default(null);
