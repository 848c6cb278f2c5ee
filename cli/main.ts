#!/usr/bin/env node
// Runs the command line as a process.
import { program } from "./program.ts";

// The reader of stdout may stop before the end (a pager, head). The command goes on to its end, and its exit code stands.
let isRead = true;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  isRead = false;
});
const write = (text: string): void => {
  if (isRead) process.stdout.write(text);
};

process.exitCode = await program(process.argv.slice(2), write, (text) => process.stderr.write(text));
