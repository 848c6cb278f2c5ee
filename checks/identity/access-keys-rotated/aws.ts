// Judges the access keys of IAM users and of the root user.
import { z } from "zod";
import { defineEvaluator, indeterminate, notApplicable } from "../../kernel.ts";
import { Flag, unclear } from "../../readings/aws/credential-report.ts";
import { writeInstant } from "../../readings/instant.ts";
import { ageOf, judgeAges, type Age, type AgeQuestion } from "./age.ts";

const accessKeys = defineEvaluator({
  provider: "aws",
  resourceType: "Tidemark::IAM::CredentialReportRow",
  global: true,
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
  reads: z.object({
    AccessKey1Active: Flag,
    AccessKey1LastRotated: z.string(),
    AccessKey2Active: Flag,
    AccessKey2LastRotated: z.string(),
  }),
  evaluate(row, question: AgeQuestion) {
    const keys = [
      { active: row.AccessKey1Active, rotated: row.AccessKey1LastRotated },
      { active: row.AccessKey2Active, rotated: row.AccessKey2LastRotated },
    ];
    const [accessKey1 = null, accessKey2 = null] = keys.map((key) =>
      key.active === true ? writeInstant(key.rotated) : null,
    );
    // For a key that was never rotated the report has the time of its making; it lacks a time only for inactive keys.
    const ages = keys.flatMap(({ active, rotated }): Age[] => {
      if (active !== true) return [];
      return [rotated === "N/A" ? "missing" : ageOf(rotated, question)];
    });
    const verdict = judgeAges(ages, "user", { accessKey1, accessKey2 });
    if (verdict.outcome === "fail") return verdict;
    if (keys.some(({ active }) => typeof active === "string")) return indeterminate(unclear, verdict.facts);
    return ages.length === 0 ? notApplicable("the user has no active access key") : verdict;
  },
});

export const aws = [accessKeys];
