// Makes the names by which parts of the page are linked to.
import { sha256Hex } from "../../../evidence-schema/bytes/digest.ts";

/** A control's id as it is, where an address can hold it; else digits of its digest. */
export const controlAnchor = (id: string): string =>
  /^[\w.-]{1,60}$/.test(id) ? `c-${id}` : `c-${sha256Hex(id).slice(0, 12)}`;
