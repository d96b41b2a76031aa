import styles from "./PageHead.module.css";

/** What a page is called, and what one does there. */
export function PageHead({ heading, introduction }: { heading: string; introduction: string }) {
  return (
    <div className={styles.head}>
      <h1>{heading}</h1>
      <p>{introduction}</p>
    </div>
  );
}
