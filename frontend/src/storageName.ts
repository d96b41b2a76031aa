/**
 * Return the name under which this installation keeps something in the browser's storage. Installations below one
 * origin share that storage: with one name for all, a digit that waits for one of them would be sent to another.
 * What a person chose for all of them, the language, the colours and the shortcuts, has no such name.
 */
export function storageName(name: string): string {
  const folder = new URL(".", location.href).pathname;
  return folder === "/" ? `ductus.${name}` : `ductus ${folder} ${name}`;
}

/** What is kept of the person who draws, besides keys of hands: the best game, and that they are no newcomer. */
const ofPerson = ["best game", "known"];

/** Forget what is kept of a person: another one draws from now on, or this one wants to be forgotten. */
export function forgetPerson(): void {
  try {
    for (const name of ofPerson) localStorage.removeItem(storageName(name));
  } catch {
    // Where storage is forbidden, nothing was kept.
  }
}
