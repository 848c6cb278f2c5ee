// Moves through the days by keys, says each day in words, and searches failures. The page works without it.
"use strict";
(() => {
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  const map = document.getElementById("map");
  const live = document.getElementById("day");

  function dayName(index) {
    const step = Number(map.dataset.step);
    const day = new Date(`${map.dataset.from}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + index * step);
    const name = `${DAYS[day.getUTCDay()]} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
    return step === 1 ? name : `week from ${name}`;
  }

  // The words of a day are those of the run of days that it lies in.
  function wordsOf(link) {
    const words = [];
    const part = document.getElementById(link.getAttribute("href").slice(1));
    for (const run of part?.querySelectorAll(".runs > li") ?? [])
      for (let n = Number(run.dataset.n); n > 0; n -= 1) words.push(run.querySelector("span:last-child").textContent);
    return words;
  }

  if (map !== null && live !== null) {
    const rows = [...map.tBodies[0].rows].map((row) => {
      const id = row.cells[0].textContent.trim();
      const link = row.cells[0].querySelector("a");
      const words = wordsOf(link);
      const cells = [...row.cells].slice(1);
      for (const [index, cell] of cells.entries()) {
        cell.setAttribute("role", "gridcell");
        cell.tabIndex = -1;
        // A week has words of its own.
        cell.setAttribute("aria-label", `${id}, ${dayName(index)}: ${cell.dataset.w ?? words[index] ?? ""}`);
      }
      return { href: link.getAttribute("href"), cells };
    });
    map.setAttribute("role", "grid");
    for (const head of map.querySelectorAll("th[scope=row]")) head.setAttribute("role", "rowheader");
    map.parentElement.removeAttribute("tabindex");
    let [atRow, atCell] = [0, 0];
    const cellAt = (row, cell) => rows[row]?.cells[cell];
    const first = cellAt(0, 0);
    if (first !== undefined) first.tabIndex = 0;

    function tell(cell) {
      live.textContent = cell.getAttribute("aria-label").replace(", ", " · ").replace(": ", " · ");
    }
    function go(row, cell) {
      const next = cellAt(row, cell);
      if (next === undefined) return;
      cellAt(atRow, atCell).tabIndex = -1;
      [atRow, atCell] = [row, cell];
      next.tabIndex = 0;
      next.focus();
    }
    function placeOf(target) {
      const cell = target.closest("td");
      for (const [row, { cells }] of rows.entries()) {
        const index = cells.indexOf(cell);
        if (index !== -1) return [row, index];
      }
      return null;
    }
    map.addEventListener("keydown", (event) => {
      const place = placeOf(event.target);
      if (place === null) return;
      const [row, cell] = place;
      const last = rows[row].cells.length - 1;
      const moves = {
        ArrowLeft: [row, cell - 1],
        ArrowRight: [row, cell + 1],
        ArrowUp: [row - 1, cell],
        ArrowDown: [row + 1, cell],
        Home: event.ctrlKey ? [0, 0] : [row, 0],
        End: event.ctrlKey ? [rows.length - 1, last] : [row, last],
      };
      if (event.key === "Enter") location.hash = rows[row].href;
      else if (moves[event.key] === undefined) return;
      else go(...moves[event.key]);
      event.preventDefault();
    });
    map.addEventListener("focusin", (event) => {
      const place = placeOf(event.target);
      if (place !== null) tell(cellAt(...place));
    });
    map.addEventListener("pointerover", (event) => {
      const place = placeOf(event.target);
      if (place !== null) tell(cellAt(...place));
    });
    map.addEventListener("click", (event) => {
      const place = placeOf(event.target);
      if (place !== null) go(...place);
    });
    live.textContent = "Point at a day, or move to it with Tab and the arrow keys.";
  }

  const search = document.getElementById("search");
  if (search !== null) {
    const cards = [...document.querySelectorAll("[data-card]")].map((card) => ({
      card,
      text: card.textContent.toLowerCase(),
      status: (card.dataset.status ?? "").split("|"),
    }));
    search.hidden = cards.length === 0;
    const show = () => {
      const text = search.elements.text.value.trim().toLowerCase();
      const status = search.elements.status.value;
      let shown = 0;
      for (const each of cards) {
        const isShown = each.text.includes(text) && (status === "" || each.status.includes(status));
        each.card.hidden = !isShown;
        if (isShown) shown += 1;
      }
      search.elements.shown.textContent = `${shown} of ${cards.length} shown`;
    };
    search.addEventListener("input", show);
    search.addEventListener("submit", (event) => event.preventDefault());
    // Nothing that was searched for may be missing on paper.
    addEventListener("beforeprint", () => {
      for (const { card } of cards) card.hidden = false;
    });
    addEventListener("afterprint", show);
    show();
  }
})();
