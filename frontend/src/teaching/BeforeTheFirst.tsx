import type { GalleryOf } from "../api/client";
import { texts } from "../texts";
import styles from "./BeforeTheFirst.module.css";

interface Props {
  readonly gallery: GalleryOf;
  /** The address of the page of one's own hand. */
  readonly handAddress: string;
}

/** The id of the note, for the buttons that say yes. */
export const beforeTheFirst = "before-the-first";

/** What a newcomer's first yes keeps, who can see it, and how to take it back. */
export function BeforeTheFirst({ gallery, handAddress }: Props) {
  return (
    <p id={beforeTheFirst} className={styles.note}>
      {texts.teach.beforeTheFirst[gallery]} <a href={handAddress}>{texts.hand.heading}</a>.
    </p>
  );
}
