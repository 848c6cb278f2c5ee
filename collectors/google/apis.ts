// Lists the APIs of Google that are called, each with its host and the scopes of its tokens: no other host ever gets a token.

/** Reads of Google Cloud. Cloud Asset and others take no narrower scope, so roles of IAM alone say what may be read. */
export const CLOUD_SCOPES = ["https://www.googleapis.com/auth/cloud-platform"] as const;

/** Reads of people and groups, which a role of Google Workspace allows, or a delegation. */
export const DIRECTORY_SCOPES = [
  "https://www.googleapis.com/auth/admin.directory.user.readonly",
  "https://www.googleapis.com/auth/cloud-identity.groups.readonly",
] as const;

export type GoogleApi = {
  /** Without a slash at its end. */
  readonly origin: string;
  readonly scopes: readonly string[];
};

/** By what the names of their permissions begin with, where they have such. https://developers.google.com/identity/protocols/oauth2/scopes */
export const GOOGLE_APIS = {
  cloudasset: { origin: "https://cloudasset.googleapis.com", scopes: CLOUD_SCOPES },
  resourcemanager: { origin: "https://cloudresourcemanager.googleapis.com", scopes: CLOUD_SCOPES },
  cloudsql: { origin: "https://sqladmin.googleapis.com", scopes: CLOUD_SCOPES },
  cloudkms: { origin: "https://cloudkms.googleapis.com", scopes: CLOUD_SCOPES },
  apikeys: { origin: "https://apikeys.googleapis.com", scopes: CLOUD_SCOPES },
  storage: { origin: "https://storage.googleapis.com", scopes: CLOUD_SCOPES },
  iam: { origin: "https://iam.googleapis.com", scopes: CLOUD_SCOPES },
  logging: { origin: "https://logging.googleapis.com", scopes: CLOUD_SCOPES },
  compute: { origin: "https://compute.googleapis.com", scopes: CLOUD_SCOPES },
  orgpolicy: { origin: "https://orgpolicy.googleapis.com", scopes: CLOUD_SCOPES },
  networkmanagement: { origin: "https://networkmanagement.googleapis.com", scopes: CLOUD_SCOPES },
  securitycentermanagement: { origin: "https://securitycentermanagement.googleapis.com", scopes: CLOUD_SCOPES },
  policyanalyzer: { origin: "https://policyanalyzer.googleapis.com", scopes: CLOUD_SCOPES },
  serviceusage: { origin: "https://serviceusage.googleapis.com", scopes: CLOUD_SCOPES },
  directory: { origin: "https://admin.googleapis.com", scopes: DIRECTORY_SCOPES },
  groups: { origin: "https://cloudidentity.googleapis.com", scopes: DIRECTORY_SCOPES },
} as const satisfies { readonly [name: string]: GoogleApi };

export type GoogleApiName = keyof typeof GOOGLE_APIS;

/**
 * The audience of a provider of a workload identity pool (`projects/<number>/…/providers/<provider>`). It has no protocol.
 * https://docs.cloud.google.com/iam/docs/workload-identity-federation-with-other-providers
 */
export const audienceOf = (provider: string): string => `//iam.googleapis.com/${provider}`;

/**
 * Endpoints of the sign-in: they take assertions, and give tokens.
 * https://docs.cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token,
 * https://docs.cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts
 */
export const SIGN_IN = {
  exchange: "https://sts.googleapis.com/v1/token",
  credentials: "https://iamcredentials.googleapis.com",
  token: "https://oauth2.googleapis.com/token",
} as const;
