// Says in one line what went wrong between us and S3.
import { StoreError } from "../../store.ts";

type ServiceError = {
  readonly name?: string;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
};

export const statusOf = (error: unknown): number | null => (error as ServiceError).$metadata?.httpStatusCode ?? null;

/** `what` could not be done; a refusal names the IAM action that it takes. Nothing of the service's own message is repeated. */
export function failed(what: string, action: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const { name = "unknown", code } = error as ServiceError;
  if (name === "CredentialsProviderError")
    return new StoreError(
      `${what}: no credentials for AWS. Set a profile, a role or the environment variables of the AWS CLI`,
      { cause: error },
    );
  if (statusOf(error) === 403)
    return new StoreError(
      `${what}: permission ${action} denied. Allow it in the policy of the identity that runs Tidemark`,
      { cause: error },
    );
  const cause = typeof code === "string" ? code : name;
  const status = statusOf(error);
  return new StoreError(`${what}: ${cause}${status === null ? "" : ` (HTTP ${status})`}`, { cause: error });
}
