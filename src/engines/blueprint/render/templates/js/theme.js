// Light, dark, or as the system says.
import { setting } from './store.js';

/** Whether it is dark now. */
export function isDark() {
  return (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
}

/** Sets `light`, `dark` or `auto`. */
export function setTheme(theme) {
  apply(theme);
  setting('theme', theme);
}

/** What was chosen last time, where that could be kept. */
export function restoreTheme() {
  apply(setting('theme') ?? document.documentElement.dataset.theme ?? 'auto');
}

function apply(theme) {
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}
