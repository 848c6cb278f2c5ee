#!/usr/bin/env node
// Runs the command line as a process.
import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Stripping types and compiling take most of a short command's time. Node keeps what it made, and makes it anew where the
// source is another: https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache. Everything else is loaded after
// this. The folder is the installation's own: in one that others write to, somebody could put code.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/tidemark"));
const { takeOverWarnings } = await import("./debug.ts");
const { program } = await import("./program.ts");
const { stdoutWriter } = await import("./stdout.ts");

const complain = (text: string): void => void process.stderr.write(text);

takeOverWarnings(complain);
process.exitCode = await program(process.argv.slice(2), stdoutWriter(), complain);
