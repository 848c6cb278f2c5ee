// Moves through the days by keys, says each day in words, searches failures, and joins names on screen. The page works without it.
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
  let searchAnew = () => {};
  if (search !== null) {
    const cards = [...document.querySelectorAll("[data-card]")].map((card) => ({
      card,
      text: "",
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
    searchAnew = () => {
      for (const each of cards) each.text = each.card.textContent.toLowerCase();
      show();
    };
    searchAnew();
  }

  // RFC 4180, with or without a mark at the begin; null where a quoted cell has no end.
  function cellsOf(text) {
    const plain = /[^,\r\n]*/y;
    const rows = [];
    let [row, at] = [[], 0];
    while (at < text.length) {
      let cell = "";
      if (text[at] === '"') {
        let end = text.indexOf('"', at + 1);
        while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
        if (end === -1) return null;
        cell = text.slice(at + 1, end).replaceAll('""', '"');
        at = end + 1;
      } else {
        plain.lastIndex = at;
        cell = plain.exec(text)[0];
        at += cell.length;
      }
      row.push(cell);
      if (text[at] === ",") {
        at += 1;
        if (at < text.length && !"\r\n".includes(text[at])) continue;
        row.push("");
      }
      if (text[at] === "\r") at += 1;
      if (text[at] === "\n") at += 1;
      rows.push(row);
      row = [];
    }
    return rows;
  }

  // The names of a file by reference, or a line that says why it has none for this report.
  function namesIn(bytes, ledger) {
    const isNone = "is no file that tidemark names wrote. Nothing was loaded.";
    let rows;
    try {
      rows = cellsOf(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
      return isNone;
    }
    const [first, of, ...more] = rows ?? [];
    if (first?.[0] !== "Tidemark people") return isNone;
    if (first[1] !== "1") return "is of another version than this report. Nothing was loaded.";
    const head = more.findIndex((row) => row[0] === "reference" && row[1] === "name");
    if (of?.[0] !== "ledger" || head === -1) return isNone;
    if (of[1] !== ledger)
      return `names people of another ledger (${String(of[1]).slice(0, 16)}), and this report is of ${ledger.slice(0, 16)}. Nothing was loaded.`;
    const known = new Map();
    for (const [reference, name = ""] of more.slice(head + 1))
      if (name !== "") known.set(reference, name.replace(/^'(?=[=+\-@\t\r])/, ""));
    return known;
  }

  const names = document.getElementById("names");
  const marks = [...document.querySelectorAll("[data-person]")];
  if (names !== null && marks.length > 0) {
    const MOST_BYTES = 64 * 1024 * 1024;
    const { load, remove, file, said } = names.elements;
    const banner = document.getElementById("with-names");
    const before = marks.map((mark) => mark.textContent);
    const show = (known) => {
      for (const [at, mark] of marks.entries()) {
        const name = known.get(mark.dataset.person);
        mark.textContent = name === undefined ? before[at] : `${name} (${before[at]})`;
      }
      const isNamed = known.size > 0;
      banner.hidden = !isNamed;
      remove.hidden = !isNamed;
      document.body.classList.toggle("with-names", isNamed);
      searchAnew();
    };
    const told = (name, known) => {
      if (typeof known === "string") {
        said.textContent = `${name} ${known}`;
        return;
      }
      const all = new Set(marks.map((mark) => mark.dataset.person));
      const found = [...all].filter((person) => known.has(person)).length;
      show(found === 0 ? new Map() : known);
      said.textContent = `${found} of ${all.size} people are named, on this screen alone.`;
    };
    load.addEventListener("click", () => file.click());
    file.addEventListener("change", () => {
      const [chosen] = file.files;
      if (chosen === undefined) return;
      const reader = new FileReader();
      reader.addEventListener("load", () => told(chosen.name, namesIn(reader.result, names.dataset.ledger)));
      reader.addEventListener("error", () => told(chosen.name, "can't be read. Nothing was loaded."));
      if (chosen.size > MOST_BYTES) told(chosen.name, "is too large to be a file of names. Nothing was loaded.");
      else reader.readAsArrayBuffer(chosen);
      // The same file can be chosen again.
      file.value = "";
    });
    remove.addEventListener("click", () => {
      show(new Map());
      said.textContent = "The names are removed.";
      load.focus();
    });
    names.addEventListener("submit", (event) => event.preventDefault());
    names.hidden = false;
  }
})();
