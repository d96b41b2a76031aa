import { LanguageSwitch } from "./LanguageSwitch";
import { ShortcutSwitch } from "./ShortcutSwitch";
import { texts } from "../texts";
import styles from "./Footer.module.css";

interface Props {
  /** Whether this page has keyboard shortcuts. */
  readonly hasShortcuts: boolean;
  readonly keysAreOn: boolean;
  readonly onSwitchKeys: (isOn: boolean) => void;
}

export function Footer({ hasShortcuts, keysAreOn, onSwitchKeys }: Props) {
  return (
    <footer className={styles.footer}>
      {hasShortcuts && <ShortcutSwitch isOn={keysAreOn} onSwitch={onSwitchKeys} />}
      <LanguageSwitch />
      <nav className={styles.links} aria-label={texts.footer.label}>
        <a href="/admin/">{texts.footer.admin}</a>
        <a href="/api/docs">{texts.footer.api}</a>
      </nav>
    </footer>
  );
}
