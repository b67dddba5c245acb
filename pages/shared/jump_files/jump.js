// Shows the top of what was just opened and puts the keyboard there; the first sight stays as it is.
const TRIES = 20;
const EVERY = 100;

function focus(key, left) {
  const found = document.querySelector(".st-key-" + key + " button");
  if (found) found.focus({ preventScroll: true });
  else if (left > 0) setTimeout(() => focus(key, left - 1), EVERY);
}

export default function ({ data, parentElement }) {
  const before = window.dashboardPlace;
  window.dashboardPlace = data.place;
  if (before === undefined || before === data.place) return;
  const main = parentElement.closest('[data-testid="stMain"]');
  if (main) main.scrollTo({ top: 0 });
  if (data.focus) focus(data.focus, TRIES);
}
