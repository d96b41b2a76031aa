import { useSyncExternalStore } from "react";
import { texts } from "../texts";
import styles from "./LanguageSwitch.module.css";
import { chooseTheme, theme, themes } from "./theme";

/** The choice of the page's colours: as the device has them, light, or dark. */
export function ThemeSwitch() {
  const shown = useSyncExternalStore(theme.subscribe, theme.get);
  return (
    <label className={styles.theme}>
      {texts.footer.theme}
      <select
        className={styles.languages}
        value={shown}
        onChange={({ currentTarget }) => {
          const chosen = themes.find((one) => one === currentTarget.value);
          if (chosen !== undefined) chooseTheme(chosen);
        }}
      >
        {themes.map((one) => (
          <option key={one} value={one}>
            {texts.footer.themes[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
