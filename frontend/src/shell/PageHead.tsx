import styles from "./PageHead.module.css";

/** The heading of a page and its introduction. */
export function PageHead({ heading, introduction }: { heading: string; introduction: string }) {
  return (
    <div className={styles.head}>
      <h1>{heading}</h1>
      <p>{introduction}</p>
    </div>
  );
}
