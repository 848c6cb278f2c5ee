// Defines the check that certificates and client secrets are renewed before they end.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const certificatesNotExpiring = defineCheck({
  id: "certificates-not-expiring",
  version: 1,
  domain: "encryption",
  title: "Certificates are renewed before they end",
  requirement: "No certificate in use, and no last client secret of an application, ends within the given days.",
  rationale:
    "A certificate that ends takes its service down at once, and people learn to click warnings away. Every renewal by hand is one that can be forgotten.",
  remediation,
  limits:
    "The check judges the dates that the cloud tells, not the certificate that a server shows to clients. A verdict can turn with time alone; its message then says so. " +
    "AWS: a certificate of ACM is not applicable if no service of AWS uses it. A certificate that ACM renews by itself passes until it expires, unless its renewal failed or waits for validation. An exported certificate counts if ACM renews it; after each renewal somebody has to install the new copy. IAM does not tell whether a server certificate is used, so each counts. Certificates in CloudFront's and other services' own stores, and of AWS Private CA, are not read. " +
    "Azure: the check judges each certificate of App Service, used or not, and also those that App Service renews by itself. Tidemark does not read certificates of key vaults, application gateways, Front Door and API Management. " +
    "Entra: an application passes while one of its secrets or certificates lasts, whichever of them it signs in with. After the last of them has expired, it fails for another daysLeft days, and is then not applicable. Federated credentials are not read. Service principals are not judged. " +
    "Google Cloud: SSL certificates of Compute Engine are judged, whether or not a load balancer uses them. Certificate Manager and Certificate Authority Service are not read.",
  severity: "high",
  parameters,
  references: [
    {
      title: "AWS Certificate Manager: managed certificate renewal",
      url: "https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html",
    },
    {
      title: "AWS Certificate Manager API: CertificateDetail",
      url: "https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html",
    },
    {
      title: "IAM: manage server certificates",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_server-certs.html",
    },
    {
      title: "Azure App Service: add and manage TLS/SSL certificates",
      url: "https://learn.microsoft.com/en-us/azure/app-service/configure-ssl-certificate",
    },
    {
      title: "Microsoft Graph: application",
      url: "https://learn.microsoft.com/en-us/graph/api/resources/application",
    },
    {
      title: "Compute Engine API: sslCertificates",
      url: "https://docs.cloud.google.com/compute/docs/reference/rest/v1/sslCertificates",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
