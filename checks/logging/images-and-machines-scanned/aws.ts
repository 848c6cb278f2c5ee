// Judges regions of AWS by what Amazon Inspector scans of their machines, and repositories of ECR by how their images are scanned.
import { z } from "zod";
import { defineEvaluator, fail, indeterminate, notApplicable, pass } from "../../kernel.ts";
import { asStated, unscanned, type WithParameters } from "./parameters.ts";

const machines = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::Inspector2::Account",
  global: false,
  // https://docs.aws.amazon.com/inspector/v2/APIReference/API_ResourceState.html
  reads: z.object({ Machines: z.string() }),
  evaluate({ Machines: status }, { parameters }: WithParameters) {
    const stated = asStated(parameters, "aws");
    if (stated !== null) return stated;
    const facts = { machines: status };
    if (!parameters.targets.includes("machines"))
      return notApplicable("scans of machines are not asked for (targets)", facts);
    switch (status) {
      case "ENABLED":
        return pass("Amazon Inspector scans the machines of the region", facts);
      case "DISABLED":
      case "DISABLING":
      case "SUSPENDED":
      case "SUSPENDING":
        return unscanned(parameters, "Amazon Inspector does not scan the machines of the region", facts);
      default:
        return indeterminate(
          {
            code: "not-in-answer",
            detail: "the answer from AWS does not say that Amazon Inspector scans, or does not",
          },
          facts,
        );
    }
  },
});

const images = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::ECR::RepositoryScanning",
  global: false,
  // The setting in effect: rules of the registry override the flag of the repository.
  // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_RepositoryScanningConfiguration.html
  reads: z.object({ ScanFrequency: z.string().optional() }),
  evaluate({ ScanFrequency: frequency }, { parameters }: WithParameters) {
    const stated = asStated(parameters, "aws");
    if (stated !== null) return stated;
    const facts = { scanFrequency: frequency ?? null };
    if (!parameters.targets.includes("images"))
      return notApplicable("scans of images are not asked for (targets)", facts);
    switch (frequency) {
      case "CONTINUOUS_SCAN":
        return pass("images of the repository are scanned continuously", facts);
      case "SCAN_ON_PUSH":
        return pass("images of the repository are scanned when they are pushed", facts);
      // Basic scanning on push costs nothing.
      case "MANUAL":
        return fail("images of the repository are scanned only by hand (scanFrequency is MANUAL)", facts);
      default:
        return indeterminate(
          {
            code: "not-in-answer",
            detail: "the answer from AWS does not say when images of the repository are scanned",
          },
          facts,
        );
    }
  },
});

export const aws = [machines, images];
