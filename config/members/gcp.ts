// Defines how a config says that Google Cloud and Google Workspace are read live: where assets are asked for, and whose people.
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

/** https://developers.google.com/workspace/admin/directory/reference/rest/v1/customers */
const CustomerId = z
  .string()
  .regex(
    /^C[0-9A-Za-z]+$/,
    "expected the id of a customer of Google Workspace, as Account settings of the Admin console shows it",
  );

/** The message repeats nothing of it: it is a person's. */
const Address = z.string().regex(/^[^\s@]+@[^\s@]+$/, "expected the e-mail address of an administrator");

/** Null: Google Cloud and Google Workspace are read from exports alone. */
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
    /** The customer of Google Workspace or Cloud Identity whose people hold roles; null: it is read from exports alone. */
    customer: CustomerId.nullable().default(null),
    /**
     * Who the service account acts for when it reads people and groups (domain-wide delegation); null: it has an admin role itself,
     * which is less power. In no record and no message.
     */
    administrator: Address.nullable().default(null),
  })
  .nullable()
  .default(null);
