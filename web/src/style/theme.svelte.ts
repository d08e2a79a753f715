/// Light, dark, or as the system has it; public/theme.js restores the choice before the first paint.

type Choice = "system" | "light" | "dark";

const KEPT = "registan.theme";
const ORDER: Choice[] = ["system", "light", "dark"];

export const theme = $state({ choice: kept() });

export function nextTheme(): void {
  theme.choice = ORDER[(ORDER.indexOf(theme.choice) + 1) % ORDER.length] ?? "system";
  if (theme.choice === "system") {
    delete document.documentElement.dataset.theme;
    window.localStorage.removeItem(KEPT);
  } else {
    document.documentElement.dataset.theme = theme.choice;
    window.localStorage.setItem(KEPT, theme.choice);
  }
}

function kept(): Choice {
  const value = window.localStorage.getItem(KEPT);
  return value === "light" || value === "dark" ? value : "system";
}
