// Writes text so that a POSIX shell takes it for nothing but text.

/** Keys hold what their owners chose: nothing of it may reach a shell as anything but text. */
export const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
