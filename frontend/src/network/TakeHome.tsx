import { networkPath, networkFormats } from "../api/client";
import { texts } from "../texts";
import styles from "./TakeHome.module.css";

/** The network of a version as files, to be used elsewhere. */
export function TakeHome({ version }: { version: number }) {
  return (
    <section className={styles.home} aria-labelledby="take-home">
      <h2 id="take-home">{texts.takeHome.heading}</h2>
      <p className={styles.note}>{texts.takeHome.note(version)}</p>
      <ul className={styles.files}>
        {networkFormats.map((format) => (
          <li key={format}>
            <a href={networkPath(version, format)} download>
              {texts.takeHome.name[format]}
            </a>{" "}
            <span className={styles.note}>{texts.takeHome.what[format]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
