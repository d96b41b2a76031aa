import { useRef } from "react";
import { texts } from "../texts";

/** A button that opens a picture from a file; a phone offers its camera, too. */
export function PhotoButton({ onFile }: { onFile: (file: File) => Promise<void> }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        title={texts.write.photoHint}
        onClick={() => {
          input.current?.click();
        }}
      >
        {texts.write.photo}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file !== undefined) void onFile(file);
          currentTarget.value = ""; // so that choosing the same file again is a change
        }}
      />
    </>
  );
}
