/** The words for a number of several digits on the sheet. */

export const severalDigits = {
  boxes: "The digits of the number",
  mark: (place: number, n: number, label: number) => `Digit ${place} of ${n}, ${label}: correct it`,
  read: (number: string) => `${number}. Is a digit wrong? Tap its box, then say what it is.`,
  unsure: (number: string) =>
    `Perhaps ${number}. It is not sure of the dashed boxes: tap one to say what it is.`,
  yes: (number: string) => `Yes, it is ${number}`,
  no: "No? Tap the box of the wrong digit:",
  correct: (place: number, n: number) => `Digit ${place} of ${n}: choose what it is.`,
  seen: "Each digit of a number is cut out and seen by itself.",
  shown: (place: number, n: number, label: number) =>
    `Shown here: digit ${place} of ${n}, the ${label}. Tap the box of another one to see that.`,
} as const;
