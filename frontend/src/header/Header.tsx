import { texts } from "../texts";
import styles from "./Header.module.css";
import logo from "./logo.svg";

export function Header() {
  return (
    <header className={styles.header}>
      <img className={styles.logo} src={logo} alt="" width="48" height="48" />
      <div>
        <h1>{texts.header.name}</h1>
        <p>{texts.header.tagline}</p>
      </div>
      <nav aria-label={texts.header.navigation}>
        <a href="/admin/">{texts.header.admin}</a>
        <a href="/api/docs">{texts.header.api}</a>
      </nav>
    </header>
  );
}
