// Writes to stdout for as long as somebody reads it: the reader may stop before the end (a pager, head).

/** The writer of a process. The program goes on to its end after its reader has stopped, and its exit code stands. */
export function stdoutWriter(): (text: string) => void {
  let isRead = true;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isRead = false;
  });
  return (text) => {
    if (isRead) process.stdout.write(text);
  };
}
