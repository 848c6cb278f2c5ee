// Finds sentences that keep their subject waiting: those that open with What, Whoever, Whatever, One, That or Of.

const WORDS = "(?:What|Whoever|Whatever|One|That|Of)\\b";

/** The start of a comment, or of its line where a block comment begins there. */
const COMMENT = new RegExp(`^\\s*(?://|/\\*\\*?) ?${WORDS}`);

/** Marks that may stand before the first word of a line: of a heading, a quotation, a list. */
const LEAD = "^\\s*(?:#+ |> |[-*] |\\d+\\. )*";
const MARKS = "[*_`\"'(\\[]*";

/** The start of a line, of a cell of a table, or of a further sentence. */
const ON_PAGE = new RegExp(`(?:${LEAD}|\\| *|[.!?][*_"')\\]]* +)${MARKS}${WORDS}`, "i");

/** The start of a further sentence on a line of a comment. */
const IN_COMMENT = new RegExp(`^\\s*(?://|/?\\*).*[.!?] ${WORDS}`);

/** Numbers of the lines of comments on which something opens so, counted from 1. */
export const lateInComments = (code: string): number[] =>
  code.split("\n").flatMap((line, i) => (COMMENT.test(line) || IN_COMMENT.test(line) ? [i + 1] : []));

/** Numbers of the lines of a page on which something opens so, counted from 1. Blocks of code are passed over. */
export function lateOnPage(page: string): number[] {
  let isCode = false;
  return page.split("\n").flatMap((line, i) => {
    const isFence = /^\s*```/.test(line);
    if (isFence) isCode = !isCode;
    const isText = !isCode && !isFence && !/^ {4}/.test(line);
    return isText && ON_PAGE.test(line) ? [i + 1] : [];
  });
}
