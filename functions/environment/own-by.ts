// Names who runs this function and what it runs, for records: its role as AWS tells it, and the digest of its own bundle.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { canonicalLine } from "../../evidence-schema/bytes/canonical.ts";
import { sha256Hex } from "../../evidence-schema/bytes/digest.ts";
import type { By } from "../../evidence-schema/record/record.ts";
import { SOFTWARE } from "../../observation/software.ts";
import { codeDocument } from "./company.ts";

/** The name that infra/bundles.ts gives to the one file of a function. */
const BUNDLE = "index.mjs";

/** Set by ownBy() alone; cleared where AWS gave no answer, so that the next call asks again. */
let known: Promise<By> | null = null;

/** Asked of AWS once in the life of a function: its role and its bundle stay the same. */
export function ownBy(): Promise<By> {
  known ??= ask().catch((error: unknown) => {
    known = null;
    throw error;
  });
  return known;
}

async function ask(): Promise<By> {
  const { Arn } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  if (Arn === undefined)
    throw new Error("the answer of sts:GetCallerIdentity has no ARN, so the function's role is unknown");
  // The session of a function's role is called after the function: a machine's name, so that no reference is needed.
  return { principal: Arn, software: SOFTWARE, code: await codeDigest() };
}

async function codeDigest(): Promise<string> {
  const own = import.meta.filename;
  return basename(own) === BUNDLE ? sha256Hex(await readFile(own)) : sha256Hex(canonicalLine(codeDocument));
}
