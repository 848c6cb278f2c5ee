// Quotes text for a POSIX shell.

/** Keys hold what their owners chose: nothing of it may reach a shell as anything but text. */
export const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
