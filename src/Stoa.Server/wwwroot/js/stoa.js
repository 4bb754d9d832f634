// What only a browser can do. Called from Browser.cs and Shortcuts.cs; no other script is ours.

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

export function print() {
  window.print();
}

/** Sends the keys that the page gave a meaning to .NET; elements with data-key answer here. */
export function listen(target) {
  if (listener) {
    document.removeEventListener('keydown', listener);
  }
  listener = event => {
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

/** Brings an element into view where it is not, without moving what is. */
export function reveal(selector) {
  document.querySelector(selector)?.scrollIntoView({ block: 'nearest' });
}
