// Writes a number of things, in mails and on pages.

export const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
