// Defines the check that the metadata service of machines asks for a token.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const machineMetadataProtected = defineCheck({
  id: "machine-metadata-protected",
  version: 1,
  domain: "identity",
  title: "The metadata service of machines is protected",
  requirement:
    "A machine hands its credentials only to requests that bear a token, and the answer may travel no more hops than allowed.",
  rationale:
    "The credentials of a machine's role come from its metadata service. A program that fetches addresses for others can be talked into fetching them; it can't be talked into asking for a token first.",
  remediation,
  unavailableIn: {
    azure:
      "The metadata service of Azure answers only requests with the header Metadata, and none that a proxy forwarded. No setting removes that header. Metadata Security Protocol, which restricts the service further, is not read.",
    gcp: "The metadata server of Google Cloud answers only requests with the header Metadata-Flavor. The old endpoints that did without are gone, and no setting changes that.",
  },
  limits:
    "Judges the setting of each machine, not whether a role is attached nor what the role may do. " +
    "AWS: machines of EC2 are read, and with requireDefault the default of each region. Launch templates and launch configurations are not read: a machine that they start is judged once it is there. A machine whose answer does not tell of the service is indeterminate. Whether programs in containers reach the service by the hop limit is not judged beyond its number. Metadata of tasks of ECS and of functions is another service.",
  severity: "high",
  parameters,
  references: [
    {
      title: "Amazon EC2: use the Instance Metadata Service to access instance metadata",
      url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
    },
    {
      title: "Amazon EC2: where to configure instance metadata options",
      url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html",
    },
    {
      title: "Azure: Instance Metadata Service",
      url: "https://learn.microsoft.com/en-us/azure/virtual-machines/instance-metadata-service",
    },
    {
      title: "Compute Engine: view and query VM metadata",
      url: "https://docs.cloud.google.com/compute/docs/metadata/querying-metadata",
    },
  ],
  evaluators: aws,
});
