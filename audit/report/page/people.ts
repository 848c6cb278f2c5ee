// Writes people as short references, each with the whole one beside it: by that the page's script joins names on screen.
import { isPersonKey, partsByPeople } from "../../people-references.ts";
import { html } from "./html.ts";

/** References are long: the first digits tell most of them apart in one report, and the attribute all. */
const short = (text: string): string =>
  text.replace(/^person(?::|%3A)([0-9a-f]{4})([0-9a-f]{4})[0-9a-f]{56}$/, "person $1-$2");

const one = (text: string, reference: string) => html`<span data-person=${reference}>${text}</span>`;

/** A text in which people stand by reference. */
export const people = (text: string) =>
  partsByPeople(text).map((part) => (part.reference === null ? part.text : one(short(part.text), part.reference)));

/** A resource by its name: the name of our own for a person's key stands for the whole key. */
export const itemNamed = ({ item, key }: { readonly item: string; readonly key: string }) =>
  isPersonKey(key) && key !== item ? one(item, key) : people(item);

/** The script shows it where it can: a button for the file of names, and a line that says what came of it. */
export const namesForm = (ledger: string) =>
  html`<form class="names screen" id="names" data-ledger=${ledger} autocomplete="off" hidden>
    <span>People stand by reference here.</span>
    <button type="button" name="load">Load names</button>
    <button type="button" name="remove" hidden>Remove names</button>
    <input type="file" name="file" accept=".csv,text/csv" aria-label="File of names" hidden />
    <output name="said" aria-live="polite"></output>
  </form>`;

/** Stands on screen and on paper while names are joined. */
export const withNamesBanner = () =>
  html`<aside class="banner" id="with-names" aria-label="Names" hidden>
    With names of people. This page keeps them nowhere; a copy that is printed or saved now holds them.
  </aside>`;
