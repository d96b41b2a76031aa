import { hashOf, views, type View } from "./view";
import { texts } from "../texts";
import styles from "./Header.module.css";
import logo from "./logo.svg";

export function Header({ view }: { view: View }) {
  return (
    <header className={styles.header}>
      <img className={styles.logo} src={logo} alt="" width="48" height="48" />
      <div className={styles.name}>
        <p className={styles.title}>{texts.header.name}</p>
        <p className={styles.tagline}>{texts.header.tagline}</p>
      </div>
      <nav aria-label={texts.header.navigation}>
        {views.map((name) => (
          <a key={name} href={hashOf(name)} aria-current={name === view ? "page" : undefined}>
            {texts.header.views[name]}
          </a>
        ))}
      </nav>
    </header>
  );
}
