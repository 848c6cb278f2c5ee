// Text that others chose, for a terminal: names and details of a cloud may hold what would move the cursor or colour the page.

export const printable = (text: string): string => text.replace(/\p{Cc}/gu, "\uFFFD");
