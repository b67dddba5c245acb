// The table beside the map. Every text is set as text, never as HTML.
const KEYS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function head(columns) {
  const line = element("tr");
  columns.forEach((label, place) => {
    const cell = element("th", place === 1 ? "dk-number" : "", label);
    cell.scope = "col";
    line.append(cell);
  });
  const part = element("thead");
  part.append(line);
  return part;
}

function swatch(row) {
  const tone = Number.isInteger(row.tone) ? " dk-tone-" + row.tone : "";
  const made = element("i", "dk-swatch" + (row.hatched ? " dk-hatched" : tone || " dk-none"));
  made.setAttribute("aria-hidden", "true");
  return made;
}

function line(row, data, choose) {
  const made = element("tr", row.code === data.selected ? "dk-ours" : "");
  const first = element("th");
  first.scope = "row";
  const button = element("button", "dk-place");
  button.type = "button";
  button.dataset.code = row.code;
  if (row.code === data.selected) button.setAttribute("aria-current", "true");
  button.append(swatch(row), element("span", "", row.name));
  button.onclick = () => choose(row.code);
  first.append(button);
  const value = element("td", "dk-number", row.value);
  if (row.sample) value.append(element("small", "dk-example", data.sample));
  made.append(first, value);
  const further = row.further || [];
  const labels = data.columns.slice(data.columns.length - further.length);
  if (data.stated) made.append(element("td", "", row.state));
  further.forEach((text, place) => {
    const cell = element("td", "", text);
    // On a phone the headings make room; the style sheet then says them before each cell.
    if (text) cell.dataset.label = labels[place];
    made.append(cell);
  });
  return made;
}

function walk(event, frame) {
  const step = KEYS[event.key];
  const buttons = [...frame.querySelectorAll("button.dk-place")];
  const here = buttons.indexOf(document.activeElement);
  if (step === undefined || here < 0) return;
  event.preventDefault();
  buttons[Math.min(Math.max(here + step, 0), buttons.length - 1)].focus();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const before = parentElement.querySelector(".dk-places");
  const focused = before && before.contains(document.activeElement)
    ? document.activeElement.dataset.code : null;
  const top = before ? before.scrollTop : 0;
  const frame = element("div", "dk-table dk-places");
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", data.caption);
  const table = element("table");
  table.append(element("caption", "", data.caption), head(data.columns));
  const body = element("tbody");
  const choose = (code) => setTriggerValue("place", code);
  data.rows.forEach((row) => body.append(line(row, data, choose)));
  table.append(body);
  frame.append(table);
  frame.onkeydown = (event) => walk(event, frame);
  if (before) before.replaceWith(frame);
  else parentElement.append(frame);
  frame.scrollTop = top;
  const again = [...frame.querySelectorAll("button.dk-place")];
  if (focused) again.find((one) => one.dataset.code === focused)?.focus();
}
