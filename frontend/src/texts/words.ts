/** The words of a language: their type, taken from the English ones, and an object that reads from those shown. */

/**
 * The words in any language: the same groups and names as in `Words`, text where there is text, and functions that
 * take the same arguments. TypeScript reports what is missing and what is too much.
 */
export type Translated<Words> = Words extends string
  ? string
  : Words extends (...args: infer Args) => infer Said
    ? (...args: Args) => Translated<Said>
    : { readonly [Name in keyof Words]: Translated<Words[Name]> };

/**
 * Return an object that always reads from what `words` returns at that moment. A group of it may be kept in a constant
 * and goes on doing so; a text that was taken out of it stays as it was.
 */
export function readingFrom<Words extends object>(words: () => Words): Words {
  return new Proxy(words(), {
    get(_, name) {
      const said: unknown = Reflect.get(words(), name);
      return isGroup(said) ? readingFrom(() => groupIn(words(), name, said)) : said;
    },
  });
}

function groupIn(words: object, name: string | symbol, first: object): object {
  const said: unknown = Reflect.get(words, name);
  return isGroup(said) ? said : first;
}

function isGroup(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
