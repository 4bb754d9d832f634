// What only a browser can do. Browser.cs and Shortcuts.cs call it; no other script is ours.

let listener = null;
let known = new Set();

export function zone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC';
}

/** 'system', 'light' or 'dark': what the reader chose. */
export function theme() {
  return localStorage.getItem('stoa-theme') ?? 'system';
}

export function setTheme(choice) {
  if (choice === 'light' || choice === 'dark') {
    localStorage.setItem('stoa-theme', choice);
    document.documentElement.dataset.theme = choice;
  } else {
    localStorage.removeItem('stoa-theme');
    delete document.documentElement.dataset.theme;
  }
}

export async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // Without TLS a browser has no clipboard object.
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

export function openDialog(dialog) {
  if (!dialog || dialog.open) {
    return;
  }
  dialog.showModal();
  dialog.onclick = event => {
    // Only the backdrop: a click on the dialog's own padding lands on it too, but inside its box.
    const box = dialog.getBoundingClientRect();
    const outside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
    if (event.target === dialog && outside) {
      dialog.close();
    }
  };
}

export function closeDialog(dialog) {
  if (dialog?.open) {
    dialog.close();
  }
}

export function focus(selector) {
  document.querySelector(selector)?.focus();
}

/** Lets a screen reader say what is new, unless somebody already types. */
export function announce(selector) {
  if (!isTyping(document.activeElement)) {
    focus(selector);
  }
}

export function print() {
  window.print();
}

/** Sends the keys that the page gave a meaning to .NET; elements with data-key answer here. */
export function listen(target) {
  if (listener) {
    document.removeEventListener('keydown', listener);
  }
  listener = event => {
    if (event.key.startsWith('Arrow') && event.target instanceof Element && event.target.closest('[data-arrows]')) {
      // The page moves the card; the window stays.
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
      return;
    }
    if (document.querySelector('dialog[open]')) {
      return;
    }
    // What the page itself has comes after the bar, and before it here.
    const element = [...document.querySelectorAll(`[data-key="${CSS.escape(event.key)}"]`)].findLast(e => e.checkVisibility());
    if (element) {
      event.preventDefault();
      if (element.matches('input, textarea, select')) {
        element.focus();
        element.select?.();
      } else {
        element.click();
      }
    } else if (known.has(event.key)) {
      event.preventDefault();
      target.invokeMethodAsync('PressAsync', event.key);
    }
  };
  document.addEventListener('keydown', listener);
}

export function keys(list) {
  known = new Set(list);
}

function isTyping(element) {
  return element instanceof HTMLElement && (element.isContentEditable
    || element.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=range])'));
}

/** Brings an element into view, without moving what is. */
export function reveal(selector) {
  document.querySelector(selector)?.scrollIntoView({ block: 'nearest' });
}

const pictures = new WeakMap();

/** Lets a picture be moved and zoomed inside its frame: by wheel, by dragging, by two fingers, by keys. */
export function holdPicture(frame) {
  const image = frame.querySelector('img');
  const view = { x: 0, y: 0, scale: 1 };
  const show = () => { image.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`; };
  const zoom = (factor, x = frame.clientWidth / 2, y = frame.clientHeight / 2) => {
    const scale = Math.min(8, Math.max(0.1, view.scale * factor));
    // What is under the pointer stays there.
    view.x = x - (x - view.x) * scale / view.scale;
    view.y = y - (y - view.y) * scale / view.scale;
    view.scale = scale;
    show();
  };
  const fit = () => {
    const { naturalWidth: width, naturalHeight: height } = image;
    if (width && height) {
      // All of it; of a long picture its width, as far as its words can be read.
      const across = Math.min(frame.clientWidth / width, 1);
      view.scale = Math.max(Math.min(frame.clientWidth / width, frame.clientHeight / height, 1.5), Math.min(across, 0.75));
      view.x = (frame.clientWidth - width * view.scale) / 2;
      view.y = Math.max(0, (frame.clientHeight - height * view.scale) / 2);
      show();
    }
  };
  pictures.set(frame, { zoom, fit });
  const fingers = new Map();
  frame.addEventListener('pointerdown', event => { fingers.set(event.pointerId, event); frame.setPointerCapture(event.pointerId); });
  for (const end of ['pointerup', 'pointercancel']) {
    frame.addEventListener(end, event => fingers.delete(event.pointerId));
  }
  frame.addEventListener('pointermove', event => {
    const before = fingers.get(event.pointerId);
    if (!before) {
      return;
    }
    const other = [...fingers.values()].find(f => f.pointerId !== event.pointerId);
    if (other) {
      const box = frame.getBoundingClientRect();
      const distance = f => Math.hypot(f.clientX - other.clientX, f.clientY - other.clientY);
      zoom(distance(event) / Math.max(1, distance(before)), (event.clientX + other.clientX) / 2 - box.left, (event.clientY + other.clientY) / 2 - box.top);
    } else {
      view.x += event.clientX - before.clientX;
      view.y += event.clientY - before.clientY;
      show();
    }
    fingers.set(event.pointerId, event);
  });
  frame.addEventListener('wheel', event => {
    event.preventDefault();
    const box = frame.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 500), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  frame.addEventListener('keydown', event => {
    const step = { ArrowLeft: [48, 0], ArrowRight: [-48, 0], ArrowUp: [0, 48], ArrowDown: [0, -48] }[event.key];
    if (step) {
      view.x += step[0];
      view.y += step[1];
      show();
    } else if (event.key === '+' || event.key === '-') {
      zoom(event.key === '+' ? 1.25 : 0.8);
    } else if (event.key === '0') {
      fit();
    } else {
      return;
    }
    event.preventDefault();
  });
  if (image.complete) {
    fit();
  }
  image.addEventListener('load', fit);
}

export function zoomPicture(frame, factor) {
  pictures.get(frame)?.zoom(factor);
}

export function fitPicture(frame) {
  pictures.get(frame)?.fit();
}

/** Saves a text as a file. */
export function save(name, type, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
