// Names of the sample company: those of examples/estate, and a project of its own for who reads.
export const ORGANIZATION = "organizations/902211334455";
export const FOLDER = "folders/730011220044";
export const PRODUCTION = { name: "projects/481516234201", projectId: "northlight-analytics-prod" } as const;
export const DEVELOPMENT = { name: "projects/481516234202", projectId: "northlight-analytics-dev" } as const;
/** Home of the service accounts that read; requests count against it. */
export const SECURITY = { name: "projects/558100220033", projectId: "northlight-security" } as const;
/** The sink by which the organization collects audit logs, and the log bucket that keeps them, by the number of its project. */
export const AUDIT_SINK = `//logging.googleapis.com/${ORGANIZATION}/sinks/audit`;
export const AUDIT_BUCKET = `${SECURITY.name}/locations/europe-west3/buckets/audit`;
/** A custom role of the organization that its policy grants. */
export const ORGANIZATION_ROLE = `${ORGANIZATION}/roles/inventoryReader`;
export const CUSTOMER = "C01nl4h2x";
export const ADMINISTRATOR = "amelie.brandt@northlight.example";

export const POOL = "projects/558100220033/locations/global/workloadIdentityPools/tidemark";
export const PROVIDER = `${POOL}/providers/aws-tokens`;
/** The provider that takes signed requests. */
export const SIGNED_PROVIDER = `${POOL}/providers/aws-signed`;

/** Reads the whole organization. */
export const READER = "tidemark@northlight-security.iam.gserviceaccount.com";
/** Was granted roles in its home project alone. */
export const HOME_READER = "tidemark-home@northlight-security.iam.gserviceaccount.com";
/** Nobody may act as it. */
export const CLOSED = "closed@northlight-security.iam.gserviceaccount.com";
