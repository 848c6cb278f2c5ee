// Reads policies of secrets of Secrets Manager, one by one after a listing; never a value of a secret.
import { GetResourcePolicyCommand, paginateListSecrets, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SECRET_POLICY } from "../../answers/policies/resource-policies.ts";
import type { AwsSource } from "../../source.ts";
import { readPolicies } from "../read-policies.ts";

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html. Secrets that are being deleted are not listed. */
export const secretsManagerSecretPolicies: AwsSource = {
  name: "secretsmanager-secret-policies",
  types: [SECRET_POLICY.type],
  calls: [
    { action: "secretsmanager:ListSecrets", per: "page" },
    {
      action: "secretsmanager:GetResourcePolicy",
      per: { resource: "Secrets Manager tells the policy of one secret a call" },
    },
  ],
  async read(aws) {
    const secrets = aws.detail(SecretsManagerClient);
    const client = aws.listing(SecretsManagerClient);
    for await (const { SecretList = [] } of paginateListSecrets({ client, pageSize: 100 }, {})) {
      const arns = SecretList.map(({ ARN = "" }) => ARN);
      const ask = (SecretId: string) => secrets.send(new GetResourcePolicyCommand({ SecretId }));
      await readPolicies(aws, SECRET_POLICY, arns, ask, "ResourceNotFoundException");
    }
  },
};
