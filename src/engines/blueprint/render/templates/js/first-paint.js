// Before anything is drawn: the colours that were chosen last time. No module, as modules wait for the whole page.
try {
  const theme = localStorage.getItem('{{slug}}:theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  else if (theme) delete document.documentElement.dataset.theme;
} catch {
  // Where nothing may be kept, as in a frame, it stays as the page says.
}
