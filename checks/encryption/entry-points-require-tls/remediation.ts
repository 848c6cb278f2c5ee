// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Give listeners of HTTPS and TLS a security policy whose oldest protocol is the one that your company requires. Let listeners of HTTP redirect to HTTPS, by default and in each rule. A listener of a classic load balancer cannot redirect: delete that of HTTP, or move to an Application Load Balancer. Let each behavior of a distribution redirect or refuse HTTP, and give the distribution a domain name and a certificate of your own, without which CloudFront accepts TLS 1.0.",
    console: [
      "EC2 > Load balancers > LOAD-BALANCER > Listeners and rules > LISTENER > Manage listener > Edit listener",
      "EC2 > Load balancers > LOAD-BALANCER > Listeners and rules > LISTENER > Security > Edit secure listener settings",
      "CloudFront > Distributions > DISTRIBUTION > Behaviors > Edit > Viewer protocol policy",
      "CloudFront > Distributions > DISTRIBUTION > General > Settings > Edit > Security policy",
    ],
    commands: [
      "aws elbv2 modify-listener --listener-arn LISTENER-ARN --ssl-policy ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      `aws elbv2 modify-listener --listener-arn LISTENER-ARN --default-actions '[{"Type":"redirect","RedirectConfig":{"Protocol":"HTTPS","Port":"443","StatusCode":"HTTP_301"}}]'`,
      "aws elb set-load-balancer-policies-of-listener --load-balancer-name NAME --load-balancer-port 443 --policy-names POLICY",
      "aws elb delete-load-balancer-listeners --load-balancer-name NAME --load-balancer-ports 80",
    ],
    terraform: [
      'aws_lb_listener.ssl_policy = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"',
      'aws_lb_listener.default_action.type = "redirect"',
      'aws_cloudfront_distribution.default_cache_behavior.viewer_protocol_policy = "redirect-to-https"',
      'aws_cloudfront_distribution.viewer_certificate.minimum_protocol_version = "TLSv1.2_2021"',
    ],
  },
  azure: {
    change:
      "Turn HTTPS Only of the app on, require TLS 1.2, and let files be moved by FTPS alone or not by FTP. Give each listener of HTTP of an application gateway a redirect to its listener of HTTPS, and name a TLS policy. Let each route of Front Door redirect to HTTPS. Turn TLS 1.0, TLS 1.1 and SSL 3.0 of API Management off, and insecure connections of the container app. If your company requires a newer version (minimumTlsVersion), name that one.",
    console: [
      "App Services > APP > Settings > Configuration > General settings",
      "Application gateways > GATEWAY > Settings > Listeners > SSL Policy > change",
      "Front Door and CDN profiles > PROFILE > Front Door manager > ROUTE > Redirect all traffic to use HTTPS",
      "API Management services > SERVICE > Security > Protocols + ciphers",
      "Container Apps > APP > Networking > Ingress > Insecure connections",
    ],
    commands: [
      "az webapp update --resource-group GROUP --name APP --https-only true",
      "az webapp config set --resource-group GROUP --name APP --min-tls-version 1.2 --ftps-state FtpsOnly",
      "az network application-gateway ssl-policy set --resource-group GROUP --gateway-name GATEWAY --policy-type Predefined --name AppGwSslPolicy20220101",
      "az containerapp ingress update --resource-group GROUP --name APP --allow-insecure false",
    ],
    terraform: [
      "azurerm_linux_web_app.https_only = true",
      'azurerm_linux_web_app.site_config.minimum_tls_version = "1.2"',
      'azurerm_linux_web_app.site_config.ftps_state = "FtpsOnly"',
      "azurerm_cdn_frontdoor_route.https_redirect_enabled = true",
      "azurerm_container_app.ingress.allow_insecure_connections = false",
    ],
  },
  gcp: {
    change:
      "Give each target proxy of HTTPS and SSL an SSL policy with TLS 1.2 as the oldest version. Without one the load balancer accepts TLS 1.0. Let the URL map of a proxy of HTTP redirect everything to HTTPS, or delete its forwarding rule.",
    console: [
      "Network Security > SSL policies > Create policy",
      "Network Services > Load balancing > LOAD-BALANCER > Edit > Frontend configuration > SSL policy",
    ],
    commands: [
      "gcloud compute ssl-policies create POLICY --profile=MODERN --min-tls-version=1.2 --global",
      "gcloud compute target-https-proxies update PROXY --ssl-policy=POLICY",
    ],
    terraform: [
      'google_compute_ssl_policy.min_tls_version = "TLS_1_2"',
      "google_compute_url_map.default_url_redirect.https_redirect = true",
    ],
  },
} as const satisfies Check["remediation"];
