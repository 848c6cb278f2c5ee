// Variables of the environment for the time of one test.

/** Sets `variables` (null: not there) and gives back what restores them. */
export function withEnvironment(variables: Readonly<Record<string, string | null>>): () => void {
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  const set = (values: Readonly<Record<string, string | null | undefined>>): void => {
    for (const [name, value] of Object.entries(values)) {
      if (value == null) delete process.env[name];
      else process.env[name] = value;
    }
  };
  set(variables);
  return () => set(before);
}

/** Nothing of this machine's own credentials: no files, no instance, no container. */
export const NO_CREDENTIALS: Readonly<Record<string, string | null>> = {
  AWS_ACCESS_KEY_ID: null,
  AWS_SECRET_ACCESS_KEY: null,
  AWS_SESSION_TOKEN: null,
  AWS_PROFILE: null,
  AWS_CONFIG_FILE: "/nonexistent/config",
  AWS_SHARED_CREDENTIALS_FILE: "/nonexistent/credentials",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_WEB_IDENTITY_TOKEN_FILE: null,
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: null,
  AWS_CONTAINER_CREDENTIALS_FULL_URI: null,
  // No Azure CLI, no metadata service: the environment alone, which names nobody.
  AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential",
  AZURE_TENANT_ID: null,
  AZURE_CLIENT_ID: null,
  // No login of gcloud, no metadata service.
  GOOGLE_APPLICATION_CREDENTIALS: null,
  CLOUDSDK_CONFIG: "/nonexistent",
  METADATA_SERVER_DETECTION: "none",
};

/** The same as variables of a process that a test starts: empty is as good as not there. */
export const WITHOUT_CREDENTIALS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(NO_CREDENTIALS).map(([name, value]) => [name, value ?? ""]),
);
