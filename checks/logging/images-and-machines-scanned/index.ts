// Defines the check that machines and images of containers are scanned for known vulnerabilities.
import { defineCheck } from "../../check.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { gcp } from "./gcp.ts";
import { parameters } from "./parameters.ts";
import { remediation } from "./remediation.ts";

export const imagesAndMachinesScanned = defineCheck({
  id: "images-and-machines-scanned",
  version: 1,
  domain: "logging",
  title: "Machines and images are scanned for vulnerabilities",
  requirement:
    "Virtual machines, and images of containers where they are kept, are scanned for known vulnerabilities, unless another product does so.",
  rationale: "A vulnerability is published after the software that has it was installed, so only a scan finds it.",
  remediation,
  limits:
    "Shows that a scanner of the cloud is on, not what it found, that somebody corrects it, or that it reaches each machine. No other scanner is read: a scanner of the cloud that was not bought is indeterminate, unless requireCloudScanner makes it a failure. A company that scans by another product states so, with a reason (scannedElsewhere): the check is then not applicable by that statement, of which nothing is read. " +
    "AWS: machines are judged by region, whether or not the region has any. Images are judged by the scan frequency in effect for each repository of ECR; that Inspector is suspended while the registry asks for its scans is not seen. Public repositories are not judged. " +
    "Azure: only extensions of plans count (agentless scanning, and assessment of registries). Scanning by an agent, as Defender for Endpoint has it, and what assessments say of single machines are not read. " +
    "Google Cloud: a project counts as scanned if the API that scans images on push is on. A repository for which scanning is turned off by itself is not seen. Reports of VM Manager are not read.",
  severity: "medium",
  parameters,
  references: [
    {
      title: "Amazon ECR: scan images for software vulnerabilities",
      url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
    },
    {
      title: "Amazon Inspector API: BatchGetAccountStatus",
      url: "https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html",
    },
    {
      title: "Microsoft Defender for Cloud: agentless machine scanning",
      url: "https://learn.microsoft.com/en-us/azure/defender-for-cloud/concept-agentless-data-collection",
    },
    {
      title: "Artifact Analysis: scanning images automatically",
      url: "https://docs.cloud.google.com/artifact-analysis/docs/scan-os-automatically",
    },
  ],
  evaluators: [...aws, azure, gcp],
});
