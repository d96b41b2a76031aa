import { Component, type ReactNode } from "react";
import styles from "./StumbleNet.module.css";
import { texts } from "./texts";

/** Catches a fault of the page's own, so that nobody is left with an empty screen. */
export class StumbleNet extends Component<{ children: ReactNode }, { hasStumbled: boolean }> {
  override state = { hasStumbled: false };

  static getDerivedStateFromError() {
    return { hasStumbled: true };
  }

  override render() {
    if (!this.state.hasStumbled) return this.props.children;
    return (
      <main className={styles.net}>
        <h1>{texts.broken.title}</h1>
        <p>{texts.broken.body}</p>
        <button
          type="button"
          onClick={() => {
            location.reload();
          }}
        >
          {texts.broken.reload}
        </button>
      </main>
    );
  }
}
