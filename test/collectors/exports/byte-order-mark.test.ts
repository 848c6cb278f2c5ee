// Files with a byte order mark of UTF-8, as PowerShell writes them: every format reads them as it reads those without one.
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readFileBytes } from "../../../collectors/exports/json/file-bytes.ts";
import { readJsonElements, readJsonPages } from "../../../collectors/exports/json/json-elements.ts";
import { readJsonLines } from "../../../collectors/exports/json/json-lines.ts";
import { join } from "node:path";
import { makeDirectory, manifest, readUnits } from "./fixture.ts";
import { ACCOUNT, SCOPE, S3, bucket, config, snapshot } from "./formats/aws/config-items.ts";

const MARK = "\ufeff";
const written = async (content: string | Buffer, name = "f.json"): Promise<{ path: string; name: string }> => ({
  path: join(await makeDirectory({ [name]: content }), name),
  name,
});

describe("a file with the mark", () => {
  test("gives white space in its place, so that places stay the same", async () => {
    const chunks: Buffer[] = [];
    await readFileBytes(await written(`${MARK}[1]`), (chunk) => chunks.push(chunk));
    expect(Buffer.concat(chunks).toString()).toBe("   [1]");
  });

  test.each(["", "a", "ab", "abc", MARK, `${MARK}a`])("%j arrives, however short it is", async (text) => {
    const chunks: Buffer[] = [];
    await readFileBytes(await written(text), (chunk) => chunks.push(chunk));
    expect(Buffer.concat(chunks).toString()).toBe(text.replace(MARK, "   "));
  });

  test("of elements, pages and lines is read, packed too", async () => {
    const seen: unknown[] = [];
    const take = (value: unknown): void => void seen.push(value);
    await readJsonElements({ ...(await written(`${MARK}{"items":[1,2]}`)), array: "items" }, take);
    await readJsonElements({ ...(await written(gzipSync(`${MARK}[3]`), "f.json.gz")), array: null }, take);
    await readJsonPages(
      { ...(await written(`${MARK}{"data":[4]}\n{"data":[5]}`)), array: "data" },
      take,
      () => undefined,
    );
    await readJsonLines(await written(`${MARK}6\n7\n`), take);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test("that says nothing else is an empty file", async () => {
    await expect(readJsonLines(await written(MARK), () => undefined)).resolves.toEqual({ ended: true });
  });
});

test("a snapshot and the manifest beside it are read as those without the mark", async () => {
  const read = async (mark: string) => {
    const files = { "export.json": mark + manifest(config()), "config.json": mark + snapshot([bucket()]) };
    const { items, unit } = await readUnits(await makeDirectory(files), SCOPE, [S3]);
    return { items, unit: unit(S3) };
  };
  const marked = await read(MARK);
  expect(marked).toEqual(await read(""));
  expect(marked.unit).toMatchObject({ complete: true, listed: 1 });
});

test("a credential report is read as one without the mark", async () => {
  const header =
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";
  const root = `<root_account>,arn:aws:iam::${ACCOUNT}:root,2024-03-12T07:31:02+00:00,not_supported,N/A,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`;
  const types = ["AWS::::Account"];
  const { regions: _, ...entry } = config({ format: "aws-credential-report", types, file: "report.csv" });
  const files = { "export.json": manifest(entry), "report.csv": `${MARK}${header}\n${root}\n` };
  const { unit } = await readUnits(await makeDirectory(files), SCOPE, ["AWS::::Account@global"]);
  expect(unit("AWS::::Account@global")).toMatchObject({ complete: true, listed: 1 });
});
