// Cases of the check that machines and images are scanned: Amazon Inspector in a region, and repositories of ECR.
import type { Json } from "../../../../evidence-schema/bytes/canonical.ts";
import type { Cases } from "../../cases.ts";
import { AS_STATED, elsewhere } from "./elsewhere.ts";

// https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html
const inspector = (Machines: Json, Images: Json = "DISABLED"): Json => ({ Region: "eu-central-1", Machines, Images });

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetRepositoryScanningConfiguration.html
const repository = (ScanFrequency: Json): Json => ({ Repository: "shop/web", ScanFrequency });

const required = { requireCloudScanner: true };

export const cases: Cases = {
  "aws Tidemark::Inspector2::Account": {
    cases: [
      {
        name: "a region whose machines Inspector scans",
        slice: inspector("ENABLED"),
        expect: "pass",
        because: "Amazon Inspector scans the machines of the region",
        facts: { machines: "ENABLED" },
      },
      {
        name: "a region without Inspector, where another product may scan",
        slice: inspector("DISABLED"),
        expect: "indeterminate",
        problem: "not-supported",
        because: "Amazon Inspector does not scan the machines of the region, and Tidemark reads no other scanner",
        facts: { machines: "DISABLED" },
      },
      {
        name: "a region without Inspector, where Inspector is required",
        slice: inspector("DISABLED"),
        parameters: required,
        expect: "fail",
        because: "Amazon Inspector does not scan the machines of the region",
      },
      {
        name: "a region where Inspector scans images alone",
        slice: inspector("DISABLED", "ENABLED"),
        parameters: required,
        expect: "fail",
      },
      ...["SUSPENDED", "SUSPENDING", "DISABLING"].map((status) => ({
        name: `a region where Inspector is ${status.toLowerCase()}, and required`,
        slice: inspector(status),
        parameters: required,
        expect: "fail" as const,
      })),
      {
        name: "a region where Inspector is about to scan",
        slice: inspector("ENABLING"),
        parameters: required,
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "a region without Inspector, where scans of machines are not asked for",
        slice: inspector("DISABLED"),
        parameters: { ...required, targets: ["images"] },
        expect: "not-applicable",
      },
      {
        name: "an answer without a status",
        slice: inspector(null),
        expect: "indeterminate",
        problem: "unexpected-shape",
      },
      {
        name: "a region without Inspector, where another product scans",
        slice: inspector("DISABLED"),
        parameters: { ...required, ...elsewhere("aws") },
        ...AS_STATED,
      },
    ],
  },
  "aws Tidemark::ECR::RepositoryScanning": {
    cases: [
      {
        name: "a repository whose images are scanned when they are pushed",
        slice: repository("SCAN_ON_PUSH"),
        expect: "pass",
        because: "images of the repository are scanned when they are pushed",
        facts: { scanFrequency: "SCAN_ON_PUSH" },
      },
      {
        name: "a repository whose images Inspector scans continuously",
        slice: repository("CONTINUOUS_SCAN"),
        expect: "pass",
      },
      {
        name: "a repository that no rule of the registry has, whatever its own flag says",
        slice: { Repository: "shop/web", ScanFrequency: "MANUAL", ScanOnPush: true },
        expect: "fail",
        because: "images of the repository are scanned only by hand (scanFrequency is MANUAL)",
        facts: { scanFrequency: "MANUAL" },
      },
      {
        name: "a repository of which nothing is said",
        slice: { Repository: "shop/web" },
        expect: "indeterminate",
        problem: "not-in-answer",
        facts: { scanFrequency: null },
      },
      {
        name: "a frequency that is new",
        slice: repository("WEEKLY"),
        expect: "indeterminate",
        problem: "not-in-answer",
      },
      {
        name: "images that are scanned by hand, where scans of images are not asked for",
        slice: repository("MANUAL"),
        parameters: { targets: ["machines"] },
        expect: "not-applicable",
      },
      {
        name: "images that are scanned by hand, where another product scans",
        slice: repository("MANUAL"),
        parameters: elsewhere("aws"),
        ...AS_STATED,
      },
      {
        name: "images that are scanned by hand, where another product scans another cloud",
        slice: repository("MANUAL"),
        parameters: elsewhere("gcp"),
        expect: "fail",
      },
    ],
  },
};
