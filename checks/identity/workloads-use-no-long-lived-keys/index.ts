// Defines the check that programs sign in by identity and not by stored key.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const workloadsUseNoLongLivedKeys = defineCheck({
  id: "workloads-use-no-long-lived-keys",
  version: 1,
  domain: "identity",
  title: "Workloads use no long-lived keys",
  requirement:
    "Programs sign in by an identity that the cloud gives them; keys that last until somebody deletes them are not there, or are refused.",
  rationale:
    "A key in a file, a variable or a repository works for whoever copies it. An identity of the platform has nothing that can be copied for long, and nothing that anybody has to rotate.",
  remediation,
  limits:
    "Judges whether keys are there or are taken, not whether they are used; access-keys-rotated judges how old they are, and a company may ask the one and not the other. " +
    "AWS: access keys of IAM users count, whether a program or a person has them; the report is up to four hours old. Keys of the root user are judged by owner-accounts-have-mfa-and-no-keys. Passwords, SSH keys and credentials for single services are not read, nor keys that lie in machines and functions. Whether a machine has a role is judged only where the config asks (requireMachineRole). " +
    "Azure: storage accounts, Cosmos DB, Service Bus, Event Hubs, AI Search, AI services, App Configuration, Azure Cache for Redis and container registries are read; caches of Azure Managed Redis, tokens of a registry, batch accounts, SQL logins and secrets of applications are not. Accounts of Cosmos DB for MongoDB, Cassandra and others whose clients know keys alone fail as well. " +
    "GCP: keys of service accounts that users manage, and API keys, are read; HMAC keys of Cloud Storage are not, nor the constraint that forbids new keys. An API key that is allowed is good for listed services; whether it is bound to addresses or applications is not judged.",
  severity: "medium",
  parameters,
  references: [
    {
      title: "AWS: security best practices in IAM",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    },
    {
      title: "Azure Storage: prevent Shared Key authorization",
      url: "https://learn.microsoft.com/en-us/azure/storage/common/shared-key-authorization-prevent",
    },
    {
      title: "Azure Service Bus: disable local authentication",
      url: "https://learn.microsoft.com/en-us/azure/service-bus-messaging/disable-local-authentication",
    },
    {
      title: "Azure Container Registry: authentication",
      url: "https://learn.microsoft.com/en-us/azure/container-registry/container-registry-authentication",
    },
    {
      title: "Google Cloud: best practices for managing service account keys",
      url: "https://docs.cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys",
    },
    {
      title: "Google Cloud: best practices for managing API keys",
      url: "https://docs.cloud.google.com/docs/authentication/api-keys-best-practices",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
