// Writes messages on one line, whatever bytes they quote.

/** `text` on one line: control characters and line separators become spaces. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
