// Runs `tidemark report` once, in a process of its own.
import { statSync } from "node:fs";
import { program } from "../cli/program.ts";
import { answer, request } from "./child.ts";

export type ReportRequest = { readonly args: readonly string[]; readonly out: string };
export type ReportRun = { readonly code: number; readonly bytes: number; readonly said: string };

const { args, out } = request<ReportRequest>();
let said = "";
const say = (text: string): void => {
  said += text;
};
const code = await program(["report", ...args, "--out", out], say, say);
if (code === 3) throw new Error(said);
answer({ code, bytes: statSync(out).size, said } satisfies ReportRun);
