// Says how a failure of the check is put right, in each cloud that it judges.
import type { Check } from "../../check.ts";

export const remediation = {
  aws: {
    change:
      "Let the URL of the function authenticate callers (AWS_IAM), or delete it, and remove the statements of the policy that name everyone. List functions that answer everyone on purpose (listed).",
    console: [
      "Lambda > Functions > FUNCTION > Configuration > Function URL > Edit > Auth type",
      "Lambda > Functions > FUNCTION > Configuration > Permissions > Resource-based policy statements",
    ],
    commands: [
      "aws lambda update-function-url-config --function-name FUNCTION --auth-type AWS_IAM",
      "aws lambda remove-permission --function-name FUNCTION --statement-id STATEMENT-ID",
    ],
    terraform: ['aws_lambda_function_url.authorization_type = "AWS_IAM"'],
  },
  azure: {
    change:
      "Let App Service authenticate every caller, limit the networks that reach the function app, or close it to public networks and use a private endpoint. List functions that answer everyone on purpose (listed).",
    console: [
      "Function App > APP > Settings > Authentication > Add identity provider > Require authentication",
      "Function App > APP > Settings > Networking > Public network access",
    ],
    commands: [
      "az webapp auth update --resource-group GROUP --name APP --enabled true --action LoginWithAzureActiveDirectory",
      "az functionapp config access-restriction add --resource-group GROUP --name APP --rule-name RULE --action Allow --ip-address ADDRESSES --priority PRIORITY",
      "az functionapp update --resource-group GROUP --name APP --set publicNetworkAccess=Disabled",
    ],
    terraform: ["azurerm_linux_function_app.public_network_access_enabled = false"],
  },
  gcp: {
    change:
      "Turn the IAM check of the service on, and take allUsers and allAuthenticatedUsers from its policy and from those above it, or let in internal calls alone. List functions that answer everyone on purpose (listed).",
    console: [
      "Cloud Run > Services > SERVICE > Security > Require authentication",
      "Cloud Run > Services > SERVICE > Networking > Ingress > Internal",
    ],
    commands: [
      "gcloud run services update SERVICE --region=REGION --invoker-iam-check",
      "gcloud run services remove-iam-policy-binding SERVICE --region=REGION --member=allUsers --role=roles/run.invoker",
      "gcloud run services update SERVICE --region=REGION --ingress=internal",
      "gcloud functions remove-iam-policy-binding FUNCTION --region=REGION --member=allUsers --role=roles/cloudfunctions.invoker",
    ],
    terraform: ['google_cloud_run_v2_service.ingress = "INGRESS_TRAFFIC_INTERNAL_ONLY"'],
  },
} as const satisfies Check["remediation"];
