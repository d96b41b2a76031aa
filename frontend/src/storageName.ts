/**
 * Return the name under which this installation keeps something in the browser's storage. Installations below one
 * origin share that storage: with one name for all, a digit that waits for one of them would be sent to another.
 * What a person chose for all of them, the language, the colours and the shortcuts, has no such name.
 */
export function storageName(name: string): string {
  const folder = new URL(".", location.href).pathname;
  return folder === "/" ? `ductus.${name}` : `ductus ${folder} ${name}`;
}
