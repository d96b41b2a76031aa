import { texts } from "../texts";
import styles from "./ShortcutSwitch.module.css";

/** The switch of the keyboard shortcuts, with what they do. */
export function ShortcutSwitch({ isOn, onSwitch }: { isOn: boolean; onSwitch: (isOn: boolean) => void }) {
  return (
    <div className={styles.keys}>
      <label>
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            onSwitch(event.currentTarget.checked);
          }}
        />
        {texts.keys.switch}
      </label>
      <p>{texts.keys.explanation}</p>
    </div>
  );
}
