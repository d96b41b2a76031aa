import { LanguageSwitch } from "./LanguageSwitch";
import { ShortcutSwitch } from "./ShortcutSwitch";
import { ThemeSwitch } from "./ThemeSwitch";
import { hashOf } from "./view";
import { texts } from "../texts";
import styles from "./Footer.module.css";

interface Props {
  /** The version of the program, once the server has said it. */
  readonly program: string | undefined;
  /** Whether this page has keyboard shortcuts. */
  readonly hasShortcuts: boolean;
  readonly keysAreOn: boolean;
  readonly onSwitchKeys: (isOn: boolean) => void;
}

export function Footer({ program, hasShortcuts, keysAreOn, onSwitchKeys }: Props) {
  return (
    <footer className={styles.footer}>
      {hasShortcuts && <ShortcutSwitch isOn={keysAreOn} onSwitch={onSwitchKeys} />}
      <LanguageSwitch />
      <ThemeSwitch />
      <nav className={styles.about} aria-label={texts.footer.about}>
        <a href={hashOf("learn", "question-kept")}>{texts.footer.kept}</a>
        <a href={hashOf("learn", "questions")}>{texts.footer.questions}</a>
      </nav>
      <nav className={styles.links} aria-label={texts.footer.label}>
        {program !== undefined && <span>Ductus {program}</span>}
        <a href="admin/">{texts.footer.admin}</a>
        <a href="api/docs">{texts.footer.api}</a>
      </nav>
    </footer>
  );
}
