// Makes text that others chose safe for a terminal: names may hold what would move the cursor or colour the page.

export const printable = (text: string): string => text.replace(/\p{Cc}/gu, "\uFFFD");
