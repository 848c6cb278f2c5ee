// Defines a config that can be deployed: three accounts of an organization, every hour, a trial of one day's lock.
import { defineConfig } from "../../config/define-config.ts";

export default defineConfig({
  company: { legalEntity: "Northlight Health GmbH", system: "Northlight Care Platform" },
  ledger: { origin: "northlight.example/tidemark-trial", mode: "trial", retentionDays: 1 },
  aws: { role: "TidemarkRead", externalId: "northlight-health", organization: true },
  labels: ["env"],
  scopes: [
    {
      scope: "aws/111122223333",
      regions: ["eu-central-1", "eu-west-1"],
      // Turned on, and left out on purpose: every reader is told. A region that nothing is said of is reported by each run.
      leftOut: [
        {
          region: "us-east-1",
          reason: "A service control policy denies everything in the region but global services.",
          approver: { role: "Head of security" },
        },
      ],
    },
    { scope: "aws/444455556666", regions: ["eu-central-1", "eu-west-1"] },
    { scope: "aws/555566667777", regions: ["eu-central-1", "eu-west-1"] },
  ],
  excluded: [
    {
      scope: "aws/777788889999",
      reason: "Training sandbox without any connection to the system; emptied every night.",
      approver: { role: "Head of security" },
    },
  ],
  schedule: { everySeconds: 3600, from: "2026-09-01T00:00:00.000Z" },
  deployment: {
    account: "555566667777",
    region: "eu-central-1",
    emails: ["security@northlight.example"],
    operators: ["arn:aws:iam::555566667777:role/SecurityTeam"],
    periods: [{ from: "2026-10-01", to: "2027-03-31" }],
  },
});
