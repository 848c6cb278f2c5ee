// Defines the check that functions answer callers from the internet only if the cloud authenticates them.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const functionsNotPublic = defineCheck({
  id: "functions-not-public",
  version: 1,
  domain: "network",
  title: "Functions and services of Cloud Run are not public",
  requirement:
    "A function in scope answers callers from the internet only if the cloud authenticates them, or if the company lists it.",
  rationale:
    "A function that answers everybody runs the company's code, with the rights of its role, for whoever finds its address. " +
    "Functions that are meant for everybody, such as a public web page, are listed (`listed`), so that every other one is a mistake.",
  remediation,
  limits:
    "Judges who reaches a function and whether the cloud authenticates callers, not what the code asks of them. Functions behind a gateway or a load balancer are as open as those make them, which this check does not judge. " +
    "AWS: functions of Lambda, by the policy of the function itself, by its URLs and those of its aliases, and by the policies of aliases that have a URL without authentication. Policies of other aliases and of versions are not read. A URL answers everyone only if a policy grants everyone both lambda:InvokeFunctionUrl and lambda:InvokeFunction; where callers sign (AWS_IAM), that is everybody who has an account of AWS, and the function fails as well. Lambda takes the first alone for some URLs from before October 2025, so that a URL that has only that is indeterminate. A service of AWS that a policy names is no stranger, whoever has it act. Environments are not read. " +
    "Azure: function apps, and workflows of Logic Apps that run as such. Keys of functions are no authentication here, but secrets that callers share, and whether a function asks for one (authLevel) is in its code. An access restriction that asks for a header is indeterminate unless another rule decides, and so is a function app that does not say whether public networks reach it. Rules for subnets and service tags do not count as the internet. Whether an App Service Environment has a public address is not read: an app in one is indeterminate where networks decide. Triggers are not read: an app that is called by timers and queues alone fails as well. Deployment slots are not read. " +
    "Google Cloud: services of Cloud Run, functions of the second generation among them, and functions of the first generation that are called over HTTP. allAuthenticatedUsers is everybody with a Google account. Only the roles owner, editor, run.admin, run.invoker, cloudfunctions.admin and cloudfunctions.invoker are known to let their holders invoke, and viewers not to; another role for everyone is indeterminate. Organization policies, Identity-Aware Proxy, jobs and App Engine are not read. Policies come from Cloud Asset Inventory, which may be minutes late.",
  severity: "high",
  parameters,
  references: [
    {
      title: "AWS Lambda: control access to function URLs",
      url: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    },
    {
      title: "AWS Lambda: resource-based policies",
      url: "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
    },
    {
      title: "Azure App Service: authentication and authorization",
      url: "https://learn.microsoft.com/en-us/azure/app-service/overview-authentication-authorization",
    },
    {
      title: "Azure App Service: access restrictions",
      url: "https://learn.microsoft.com/en-us/azure/app-service/overview-access-restrictions",
    },
    {
      title: "Cloud Run: allow public access",
      url: "https://docs.cloud.google.com/run/docs/authenticating/public",
    },
    {
      title: "Cloud Run: restrict ingress",
      url: "https://docs.cloud.google.com/run/docs/securing/ingress",
    },
    {
      title: "Cloud Run functions (1st gen): network settings",
      url: "https://docs.cloud.google.com/functions/1stgendocs/networking/network-settings",
    },
  ],
  evaluators: [aws, azure, ...gcp],
});
