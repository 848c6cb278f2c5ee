#!/usr/bin/env node
// Runs the command line as a process.
import { takeOverWarnings } from "./debug.ts";
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

const complain = (text: string): void => void process.stderr.write(text);

takeOverWarnings(complain);
process.exitCode = await program(process.argv.slice(2), write, complain);
