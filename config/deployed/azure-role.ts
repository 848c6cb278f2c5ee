// Names the role of AWS that signs in to Azure: infra makes it, and the federated credential of Microsoft Entra trusts it by its ARN.
import type { Deployment } from "../members/deployment.ts";

/** The role of the function that reads Azure. The application and its credential in Microsoft Entra have the same name. */
export const AZURE_ROLE = "tidemark-collect-azure";

/** The `sub` of the role's tokens: Microsoft Entra compares it exactly, in its case too. */
export const azureRoleArn = ({ deployment: { account } }: { readonly deployment: Pick<Deployment, "account"> }) =>
  `arn:aws:iam::${account}:role/${AZURE_ROLE}`;
