import styles from "./Explorable.module.css";

interface Props {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly words: string;
  readonly onChange: (value: number) => void;
}

export function Slider({ label, value, min, max, step, words, onChange }: Props) {
  return (
    <label className={styles.slider}>
      <span>{label}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={words}
        onChange={({ currentTarget }) => {
          onChange(Number(currentTarget.value));
        }}
      />
      <span className={styles.value}>{words}</span>
    </label>
  );
}
