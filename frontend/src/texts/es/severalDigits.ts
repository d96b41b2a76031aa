import type { Texts } from "../index";

export const severalDigits: Texts["severalDigits"] = {
  boxes: "Las cifras del número",
  mark: (place, n, label) => `Cifra ${place} de ${n}, ${label}: corregirla`,
  read: (number) => `${number}. ¿Hay una cifra mal? Toca su recuadro y di cuál es.`,
  unsure: (number) =>
    `Quizá ${number}. No está segura de los recuadros de rayas: toca uno para decir cuál es.`,
  yes: (number) => `Sí, es ${number}`,
  no: "¿No? Toca el recuadro de la cifra que está mal:",
  correct: (place, n) => `Cifra ${place} de ${n}: elige cuál es.`,
  seen: "Cada cifra de un número se recorta y se ve por separado.",
  shown: (place, n, label) =>
    `Aquí se muestra la cifra ${place} de ${n}, el ${label}. Toca el recuadro de otra para verla.`,
};
