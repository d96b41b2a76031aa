import type { ReactNode } from "react";
import { hashOf, listedViews, type View } from "./view";
import { texts } from "../texts";
import styles from "./Header.module.css";
import logo from "./logo.svg";

interface Props {
  readonly view: View;
  readonly hasGallery: boolean;
  /** The ring of the next ten; on a phone it is shown in place of logo and name. */
  readonly ring: ReactNode;
}

export function Header({ view, hasGallery, ring }: Props) {
  const shown = listedViews.filter((name) => name !== "gallery" || hasGallery);
  return (
    <header className={styles.header}>
      <img className={styles.logo} src={logo} alt="" width="48" height="48" />
      <div className={styles.ring}>{ring}</div>
      <div className={styles.name}>
        <p className={styles.title}>{texts.header.name}</p>
        <p className={styles.tagline}>{texts.header.tagline}</p>
      </div>
      <nav aria-label={texts.header.navigation}>
        {shown.map((name) => (
          <a key={name} href={hashOf(name)} aria-current={name === view ? "page" : undefined}>
            {texts.header.views[name]}
          </a>
        ))}
      </nav>
    </header>
  );
}
