// Looks at the screen as a reader does: what is too wide, cut off, covered, faint, and every word.
// Run in a window as high as its page. Each fault is a sentence with the text that it befalls.
() => {
  const SLACK = 1.5;
  const main = document.querySelector('[data-testid="stMain"]');
  const root = document.querySelector('[role="dialog"]') || document.body;
  const short = (text) => {
    const line = text.trim().replace(/\s+/g, " ");
    return `"${line.length > 60 ? line.slice(0, 60) + "…" : line}"`;
  };
  const px = (number) => `${Math.round(number)} px`;
  const channels = (color) => {
    const found = (color.match(/-?[\d.]+(?:e-?\d+)?/g) || []).map(Number);
    const scale = color.startsWith("color(") ? 255 : 1;
    const [red, green, blue, alpha = 1] = found;
    return { rgb: [red * scale, green * scale, blue * scale], alpha };
  };
  const scrolls = (how) => how === "auto" || how === "scroll";
  const clips = (how) => how === "hidden" || how === "clip";

  // What is asked of each element more than once; asking the browser is what takes the time.
  const facts = new Map();
  const of = (element) => {
    if (!facts.has(element)) facts.set(element, asked(element));
    return facts.get(element);
  };
  const asked = (element) => {
    const its = getComputedStyle(element);
    const size = parseFloat(its.fontSize);
    return {
      element,
      // The page itself scrolls; whoever is within it is on the screen.
      isPage: element.contains(main) || element === main,
      isHtml: element instanceof HTMLElement,
      box: element.getBoundingClientRect(),
      ground: channels(its.backgroundColor),
      ink: channels(element instanceof SVGElement ? its.fill : its.color),
      x: its.overflowX, y: its.overflowY, dots: its.textOverflow === "ellipsis",
      // Words for the ear alone stand in a box of a pixel, or are as good as without size.
      forTheEar: size < 4 || its.clipPath.startsWith("inset(50%")
        || (element instanceof HTMLElement && element.clientWidth <= 1 && clips(its.overflowX)
          && element.clientHeight <= 1 && its.display !== "inline"),
      large: size >= 24 || (size >= 18.66 && Number(its.fontWeight) >= 700),
      room: parseFloat(its.paddingTop), border: parseFloat(its.borderTopWidth),
      inline: its.display === "inline",
      icon: its.fontFamily.includes("Material"),
    };
  };
  const chains = new Map();
  const ancestors = (element) => {
    if (!element) return [];
    if (!chains.has(element)) {
      chains.set(element, [of(element), ...ancestors(element.parentElement)]);
    }
    return chains.get(element);
  };
  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !element.closest('[data-testid="stSidebar"][data-collapsed="true"]');
  const isForTheEar = (element) => ancestors(element).some((one) => !one.isPage && one.forTheEar);
  const isIcon = (element) => of(element).icon;

  const rectsOf = (node, element) => {
    if (element instanceof SVGElement) return [element.getBoundingClientRect()];
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  };
  // What a scroll box shows of a text; outside of it, it lies over nothing.
  const within = (rect, element) => {
    let { left, right, top, bottom } = rect;
    for (const { isPage, isHtml, x, y, box } of ancestors(element)) {
      if (isPage || !isHtml || (x === "visible" && y === "visible")) continue;
      [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
    return { left, right, top, bottom };
  };

  const pieces = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.textContent.trim() || element.closest("script, style, noscript, title")) continue;
    if (!isShown(element)) continue;
    pieces.push({ node, element, text: node.textContent, rects: rectsOf(node, element) });
  }
  const seen = pieces.filter(({ element }) => !isForTheEar(element) && of(element).ink.alpha > 0.05);

  const wide = [];
  for (const [name, element] of [["the page", document.documentElement], ["main", main]]) {
    const by = element ? element.scrollWidth - element.clientWidth : 0;
    if (by > 0) wide.push(`${name} is ${by} px too wide`);
  }
  for (const { element, text, rects } of seen) {
    if (ancestors(element).some((one) => !one.isPage && scrolls(one.x))) continue;
    const right = Math.max(...rects.map((rect) => rect.right));
    const left = Math.min(...rects.map((rect) => rect.left));
    if (right > innerWidth + SLACK || left < -SLACK) wide.push(`${short(text)} leaves the window`);
  }

  const cut = [];
  for (const { element, text, rects } of seen) {
    let [across, down] = [true, true];
    for (const { element: one, isPage, x: itsX, y: itsY, dots, box } of ancestors(element)) {
      if (isPage) break;
      // What scrolls can be read; whoever stands around it cuts the box and not the text.
      [across, down] = [across && !scrolls(itsX), down && !scrolls(itsY)];
      const [x, y] = [across ? itsX : "visible", down ? itsY : "visible"];
      // Line boxes reach a little over the letters: a fifth of the height is air.
      const over = rects.map((rect) => [
        clips(x) ? Math.max(rect.right - box.right, box.left - rect.left) : 0,
        clips(y) ? Math.max(rect.bottom - box.bottom, box.top - rect.top) - rect.height / 5 : 0,
      ]);
      const dotted = across && dots && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0;
      const by = dotted ? one.scrollWidth - one.clientWidth : Math.max(...over.flat());
      if (by > SLACK) {
        cut.push(`${short(text)} is cut by ${px(by)} in <${one.tagName.toLowerCase()}>`);
        break;
      }
    }
  }

  // What a select shows is the value of a field, and no text of the page.
  const fields = [...root.querySelectorAll("input, textarea")].filter(
    (one) => isShown(one) && one.value && !isForTheEar(one) && one.type !== "hidden",
  );
  for (const one of fields) {
    const by = one.scrollWidth - one.clientWidth;
    if (by > SLACK) cut.push(`${short(one.value)} is cut by ${px(by)} in its field`);
  }

  // A text that leaves its tile or button, or sticks to the lower edge of it.
  for (const { element, text, rects } of seen) {
    const chain = ancestors(element);
    const at = chain.findIndex(({ isHtml, ground, border, room, inline }) =>
      isHtml && !inline && room >= 4 && (ground.alpha > 0.5 || border > 0));
    if (at < 0 || chain[at].isPage || chain[at].element === root) continue;
    if (chain.slice(0, at).some((one) => scrolls(one.x))) continue;
    const { box, room } = chain[at];
    const by = Math.max(
      ...rects.map((rect) => rect.bottom - rect.height / 8 - (box.bottom - room / 2)),
      ...rects.map((rect) => rect.right - (box.right - 1)),
    );
    if (by > SLACK) cut.push(`${short(text)} leaves its box by ${px(by)}`);
  }

  const over = [];
  const spots = [];
  for (const piece of seen) {
    for (const rect of piece.rects) {
      const air = rect.height / 6;
      const { left, right, top, bottom } = within(rect, piece.element);
      const spot = { piece, left, right, top: Math.max(top, rect.top + air),
        bottom: Math.min(bottom, rect.bottom - air) };
      if (right - left > 2 && spot.bottom - spot.top > 2) spots.push(spot);
    }
  }
  spots.sort((one, other) => one.top - other.top);
  spots.forEach((one, index) => {
    for (let next = index + 1; next < spots.length; next += 1) {
      const other = spots[next];
      if (other.top >= one.bottom - 1) break;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - other.top;
      const same = one.piece.node === other.piece.node || one.piece.text === other.piece.text;
      if (!same && across > 2 && down > 2) {
        over.push(`${short(one.piece.text)} and ${short(other.piece.text)} lie over one another`);
      }
    }
  });
  for (const { piece, left, right, top, bottom } of spots) {
    if (piece.element instanceof SVGElement) continue;
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    // Most texts lie on top; only for the others are all that lie there asked for.
    const first = document.elementFromPoint(x, y);
    if (!first || first.contains(piece.element) || piece.element.contains(first)) continue;
    for (const above of document.elementsFromPoint(x, y)) {
      if (above.contains(piece.element) || piece.element.contains(above)) break;
      if (of(above).isHtml && (of(above).ground.alpha > 0.5 || above.matches("img, canvas"))) {
        over.push(`${short(piece.text)} is covered by <${above.tagName.toLowerCase()}>`);
        break;
      }
    }
  }

  const light = (rgb) => {
    const [red, green, blue] = rgb.map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const mixed = (under, { rgb, alpha }) => under.map((v, i) => v * (1 - alpha) + rgb[i] * alpha);
  const groundOf = (element) => {
    const grounds = ancestors(element).map((one) => one.ground);
    const solid = grounds.findIndex((ground) => ground.alpha >= 0.99);
    const layers = solid < 0 ? grounds : grounds.slice(0, solid + 1);
    return layers.reverse().reduce(mixed, [255, 255, 255]);
  };
  // A number in a cell of a chart stands on the cell, which is no ancestor of it.
  const cells = new Map();
  const cellsOf = (drawing) => {
    if (!cells.has(drawing)) {
      cells.set(drawing, [...drawing.querySelectorAll(".mark-rect path")].map((shape) => ({
        box: shape.getBoundingClientRect(), fill: channels(getComputedStyle(shape).fill),
      })));
    }
    return cells.get(drawing);
  };
  const cellUnder = ({ element, rects }) => {
    const drawing = element instanceof SVGElement && element.ownerSVGElement;
    if (!drawing) return null;
    const x = (rects[0].left + rects[0].right) / 2, y = (rects[0].top + rects[0].bottom) / 2;
    const under = cellsOf(drawing).filter(({ box }) =>
      box.left <= x && x <= box.right && box.top <= y && y <= box.bottom);
    return under.length ? under[under.length - 1].fill : null;
  };
  // The glow behind a name on a map is the name once more, thick and in the colour of the ground.
  const isGlow = ({ element, text, rects }) => {
    const style = getComputedStyle(element);
    if (!(element instanceof SVGElement) || parseFloat(style.strokeWidth) < 2) return false;
    return style.stroke === style.fill && seen.some((other) =>
      other.text === text && getComputedStyle(other.element).fill !== style.fill &&
      Math.abs(other.rects[0].left - rects[0].left) < 2 &&
      Math.abs(other.rects[0].top - rects[0].top) < 2);
  };
  const faint = [];
  for (const piece of seen) {
    const { element, text } = piece;
    if (isGlow(piece)) continue;
    if (element.closest(":disabled, [aria-disabled='true']") || isIcon(element)) continue;
    const cell = cellUnder(piece);
    const ground = cell ? mixed(groundOf(element), cell) : groundOf(element);
    const shades = [light(mixed(ground, of(element).ink)), light(ground)];
    const contrast = (Math.max(...shades) + 0.05) / (Math.min(...shades) + 0.05);
    if (contrast < (of(element).large ? 3 : 4.5)) {
      faint.push(`${short(text)} has contrast ${contrast.toFixed(1)}`);
    }
  }

  // What is marked as another language (the switch to it, a title of a source) may be so.
  const isForeign = (element) => {
    const marked = element.closest("[lang]");
    return marked !== document.documentElement && marked.lang !== document.documentElement.lang;
  };
  const words = pieces
    .filter(({ element }) => !isIcon(element) && !isForeign(element))
    .map(({ text }) => text.trim())
    .concat(fields.map((one) => one.value));
  const spoken = ["aria-label", "title", "placeholder", "alt"].flatMap((name) =>
    [...root.querySelectorAll(`[${name}]`)]
      .filter((one) => isShown(one) && !one.closest('[aria-hidden="true"]'))
      .map((one) => one.getAttribute(name)),
  );
  const unique = (list) => [...new Set(list)];
  return {
    wide: unique(wide), cut: unique(cut), over: unique(over), faint: unique(faint),
    words: unique([document.title, ...words]), spoken: unique(spoken.filter(Boolean)),
    language: document.documentElement.lang,
  };
}
