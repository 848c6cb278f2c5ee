// The config of the example company. A company's own lies at the root of its clone, as tidemark.config.ts.
import { defineConfig } from "../../config/define-config.ts";

export default defineConfig({
  company: { legalEntity: "Northlight Health GmbH", system: "Northlight Care Platform" },
  ledger: { origin: "northlight.example/tidemark", mode: "local" },
  scopes: [
    { scope: "aws/111122223333", regions: ["eu-central-1", "eu-west-1"] },
    { scope: "aws/444455556666", regions: ["eu-central-1", "eu-west-1"] },
    { scope: "azure/866765b8-6ae3-41d9-84ca-d1d83cb78c73" },
    { scope: "azure/9606bc3d-0c4f-4820-8ee3-6f3de8e611b4" },
    { scope: "entra/435db7b7-46e6-4674-82d8-193e11fadc02" },
    { scope: "gcp/projects/481516234201" },
    { scope: "gcp/projects/481516234202" },
    { scope: "workspace/C01nl4h2x" },
  ],
  checks: {
    "object-storage-encrypted-at-rest": {
      parameters: { requireCustomerKey: true },
      reason: "Patient data is encrypted with keys of our own (policy NL-SEC-07).",
    },
  },
  labels: ["DataClass", "Environment", "Team", "data_class", "team"],
});
