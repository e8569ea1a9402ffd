// Loaded before the styles, so that a remembered theme does not flash: "light" or "dark", or nothing for what the system says.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Without storage the system's theme it is.
}
