// Defines the check that managed services that hold data are reached only from named networks.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const platformServicesClosedToInternet = defineCheck({
  id: "platform-services-closed-to-internet",
  version: 1,
  domain: "network",
  title: "Platform services are closed to the internet",
  requirement: "Every managed service in scope that holds data is reached only from named networks.",
  rationale:
    "A managed service that answers the whole internet has one line of defence, its keys and grants. A firewall that names networks is a second one, which holds when a key leaks. " +
    "A public endpoint whose firewall names networks is accepted unless the company says otherwise (`allowPublicEndpoint`), and so are the services that Azure trusts (`allowTrustedServices`).",
  remediation,
  limits:
    "Judges from where a service is reached, not who may do what there. `object-storage-not-public` asks whether anybody reads objects without a sign-in, and `databases-not-reachable-from-internet` judges databases: neither is judged here a second time. An endpoint is open if its firewall admits a range of more public addresses than a bound: a /8 of IPv4 or a /32 of IPv6 (`broadestIpv4Prefix`, `broadestIpv6Prefix`). Overlapping and adjacent ranges are merged first. " +
    "AWS: domains of OpenSearch Service, clusters of MSK and workgroups of Redshift Serverless; routes and network ACLs in front of them are not subtracted. A domain with a public endpoint is judged by the networks that its access policy names; rights that IAM gives to the account's own users and roles hold from every network, and are not read. Brokers of Amazon MQ, DMS, SageMaker and EMR are not read. " +
    "Azure: storage accounts, key vaults, container registries, Databricks, Service Bus, Event Hubs, Azure AI services, Azure AI Search, Azure Cache for Redis, App Configuration, Data Factory and Machine Learning. Rules for subnets and for resources of the tenant name networks, and do not count as the internet. Where no public network reaches a service, those that Azure trusts are judged for storage accounts, key vaults and registries alone. A service that a network security perimeter protects is indeterminate. Registries of the Basic and Standard tiers have no firewall, and fail while their public endpoint is on. IP access lists of Databricks are not read: a workspace with a public endpoint is indeterminate, or fails where no public endpoint is allowed. " +
    "If nobody set whether public networks reach it (publicNetworkAccess), a service counts as public; a configuration store as closed while a private endpoint is approved; accounts of AI services, data factories and workspaces of Machine Learning are indeterminate unless their firewall closes them. Azure Managed Redis, managed HSMs, Synapse and Data Explorer are not read. " +
    "Google Cloud: instances of AlloyDB, by their authorized external networks, and caches of Memorystore, which have no public address. Connectors of AlloyDB reach every instance with a public address, with rights of IAM. Dataproc, Composer and Workbench are not read.",
  severity: "high",
  parameters,
  references: [
    {
      title: "Amazon OpenSearch Service: domains in a VPC",
      url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",
    },
    {
      title: "Amazon MSK: public access",
      url: "https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html",
    },
    {
      title: "Amazon Redshift Serverless: Workgroup",
      url: "https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_Workgroup.html",
    },
    {
      title: "AlloyDB: public IP",
      url: "https://docs.cloud.google.com/alloydb/docs/connect-public-ip",
    },
    {
      title: "Azure Storage: network security",
      url: "https://learn.microsoft.com/en-us/azure/storage/common/storage-network-security",
    },
    {
      title: "Azure Key Vault: network security",
      url: "https://learn.microsoft.com/en-us/azure/key-vault/general/network-security",
    },
    {
      title: "Azure Container Registry: public IP network rules",
      url: "https://learn.microsoft.com/en-us/azure/container-registry/container-registry-access-selected-networks",
    },
    {
      title: "Azure Service Bus: IP firewall",
      url: "https://learn.microsoft.com/en-us/azure/service-bus-messaging/service-bus-ip-filtering",
    },
    {
      title: "Azure AI services: virtual networks",
      url: "https://learn.microsoft.com/en-us/azure/ai-services/cognitive-services-virtual-networks",
    },
    {
      title: "Azure AI Search: IP firewall",
      url: "https://learn.microsoft.com/en-us/azure/search/service-configure-firewall",
    },
    {
      title: "Azure App Configuration: disable public access",
      url: "https://learn.microsoft.com/en-us/azure/azure-app-configuration/howto-disable-public-access",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
