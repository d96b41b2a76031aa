import { texts } from "../texts";
import { languages, nameOf } from "../texts/language";
import { choose, useLanguage } from "../texts/useLanguage";
import styles from "./LanguageSwitch.module.css";

/** The choice of the page's language; each is listed under its own name. */
export function LanguageSwitch() {
  const shown = useLanguage();
  return (
    <select
      className={styles.languages}
      aria-label={texts.footer.language}
      value={shown}
      onChange={(event) => void choose(event.currentTarget.value)}
    >
      {languages.map((code) => (
        <option key={code} value={code} lang={code}>
          {nameOf(code)}
        </option>
      ))}
    </select>
  );
}
