import { Component, type ReactNode } from "react";
import styles from "./ErrorBoundary.module.css";
import { texts } from "./texts";

/** Shows a way on when the page itself fails, so that nobody is left with an empty screen. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
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
