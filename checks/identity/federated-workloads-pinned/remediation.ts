// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Name in the trust policy each repository, workspace or service account that may assume the role, by the subject (sub) of the token, with StringEquals, or with StringLike and a wildcard behind the name only. Ask for the subject by a condition that a token without it does not meet: neither IfExists nor ForAllValues. Give each workload a role of its own.",
    console: ["IAM > Roles > ROLE-NAME > Trust relationships > Edit trust policy"],
    commands: [
      `aws iam update-assume-role-policy --role-name ROLE-NAME --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::ACCOUNT-ID:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"},"StringLike":{"token.actions.githubusercontent.com:sub":"repo:OWNER/REPOSITORY:*"}}}]}'`,
    ],
    terraform: [],
  },
  azure: {
    change:
      "Name one repository, workspace or service account by the subject of the federated credential, or by an expression whose wildcard stands behind the name. Give each workload an application of its own.",
    console: [
      "Microsoft Entra ID > App registrations > APPLICATION > Certificates & secrets > Federated credentials > CREDENTIAL",
    ],
    commands: [
      `az ad app federated-credential update --id APPLICATION-ID --federated-credential-id CREDENTIAL --parameters '{"issuer":"https://token.actions.githubusercontent.com","subject":"repo:OWNER/REPOSITORY:ref:refs/heads/main","audiences":["api://AzureADTokenExchange"]}'`,
    ],
    terraform: [],
  },
  gcp: {
    change:
      "Let the provider of the pool take tokens of the company's organization alone, by its id, which nobody else gets later. Give roles to a subject, or to an attribute made of the repository's claim, never to all of the pool.",
    console: [
      "IAM & Admin > Workload Identity Federation > POOL > PROVIDER > Edit > Attribute conditions",
      "IAM & Admin > IAM > View by principals > Edit principal",
    ],
    commands: [
      `gcloud iam workload-identity-pools providers update-oidc PROVIDER --project=PROJECT --location=global --workload-identity-pool=POOL --attribute-condition='assertion.repository_owner_id=="OWNER-ID"'`,
      "gcloud projects remove-iam-policy-binding PROJECT --member=MEMBER --role=ROLE",
    ],
    terraform: [],
  },
} as const satisfies Check["remediation"];
