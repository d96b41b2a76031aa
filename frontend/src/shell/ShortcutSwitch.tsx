import { texts } from "../texts";
import styles from "./ShortcutSwitch.module.css";

/** What the keys do, and the switch that turns them off. */
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
