// Defines the check that entry points for clients speak TLS of a required version and send plain HTTP away.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const entryPointsRequireTls = defineCheck({
  id: "entry-points-require-tls",
  version: 1,
  domain: "encryption",
  title: "Entry points speak TLS of a required version and send plain HTTP away",
  requirement:
    "Every load balancer, distribution, gateway and app in scope that clients reach over the internet accepts no TLS older than the company requires, answers plain HTTP with a redirect to HTTPS or refuses it, and takes files by FTP only over TLS.",
  rationale:
    "Clients send their passwords and data to entry points across networks that nobody here controls. TLS 1.0 and 1.1 have known weaknesses, and plain HTTP has no protection at all, which neither side notices.",
  remediation,
  limits:
    "Shows what the entry point accepts by its configuration, not which ciphers it prefers, whether its certificate is right, or what it speaks to the servers behind it. " +
    "An entry point that passes on what clients send, such as a listener of TCP, ends no TLS and is not judged, nor is what lies behind it. Entry points that are internal are judged only where internalToo is true. " +
    "AWS: which protocols a security policy accepts is asked of Elastic Load Balancing, and not read from its name. Rules of a listener of plain HTTP are read, and each must redirect to HTTPS or answer with an error. A distribution with the default certificate accepts TLS 1.0 by its domain name, so it fails where a newer version is required. Custom domain names of API Gateway are not judged: the permission that reads them reads API keys as well. Distribution tenants of CloudFront, App Runner, VPC Lattice, AppSync and Lambda function URLs are not judged. Tags of load balancers, listeners and distributions are not read by their services. Listeners are exported as AWS Config records them. " +
    "Azure: of an app of App Service the app itself is judged, and not its deployment slots; a stopped app is not judged, though its files may still be reached by FTP. Access restrictions of an app do not make it internal, and whether an App Service Environment is internal is not read: an app in one is indeterminate where it would fail. Application Gateway ended TLS 1.0 and 1.1 on 31 August 2025 and Front Door on 1 March 2025. Since then older settings pass by provider, where TLS 1.2 is enough. Listeners of TCP and TLS of an application gateway are not judged. Of Front Door, routes and custom domains are judged, and not rule sets, which may redirect; CDN profiles of the older kind are not judged, nor is Front Door (classic). Of API Management the protocols of its own gateway are judged, and not those of its APIs or of self-hosted gateways. A container app with external ingress counts as one that clients reach, though its environment may be internal. " +
    "Google Cloud: forwarding rules are judged by the proxy that they lead to, as Cloud Asset Inventory tells them. An SSL policy with the profile CUSTOM or FIPS_202205 is judged by its minimum version, not by its ciphers. Gateways of a service mesh, Cloud Run, App Engine, API Gateway and Apigee are not judged.",
  severity: "high",
  parameters,
  references: [
    {
      title: "Elastic Load Balancing: security policies for Application Load Balancers",
      url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    },
    {
      title: "Elastic Load Balancing: redirect actions",
      url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html",
    },
    {
      title: "Classic Load Balancers: SSL negotiation",
      url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-ssl-security-policy.html",
    },
    {
      title: "Amazon CloudFront: ViewerCertificate",
      url: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html",
    },
    {
      title: "Azure App Service: web apps",
      url: "https://learn.microsoft.com/en-us/rest/api/appservice/web-apps/get-configuration",
    },
    {
      title: "Azure Application Gateway: TLS policy",
      url: "https://learn.microsoft.com/en-us/azure/application-gateway/application-gateway-ssl-policy-overview",
    },
    {
      title: "Azure Front Door: TLS policy",
      url: "https://learn.microsoft.com/en-us/azure/frontdoor/standard-premium/tls-policy",
    },
    {
      title: "Azure API Management: protocols and ciphers",
      url: "https://learn.microsoft.com/en-us/azure/api-management/api-management-howto-manage-protocols-ciphers",
    },
    {
      title: "Azure Container Apps: ingress",
      url: "https://learn.microsoft.com/en-us/azure/container-apps/ingress-overview",
    },
    {
      title: "Cloud Load Balancing: SSL policies",
      url: "https://docs.cloud.google.com/load-balancing/docs/ssl-policies-concepts",
    },
    {
      title: "Cloud Load Balancing: redirects of HTTP to HTTPS",
      url: "https://docs.cloud.google.com/load-balancing/docs/https/setting-up-global-http-https-redirect",
    },
  ],
  evaluators: [...aws, ...azure, ...gcp],
});
