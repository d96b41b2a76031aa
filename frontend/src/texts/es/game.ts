import type { Texts } from "../index";
import { aDigit, capitalADigit, digits, number } from "./formats";

export const game: Texts["game"] = {
  heading: "Sesenta segundos",
  link: "Un juego de sesenta segundos",
  introduction:
    "Se piden diez cifras, cada una una vez. Escríbela, pulsa Listo y pasa a la siguiente. Cuenta lo que lee la red común, con tu propia memoria, cuando pulsas Listo. Entretanto no se aprende nada, y no se guarda nada, si no lo dices al final.",
  best: (nRead, seconds) =>
    `Tu mejor hasta ahora: ${number.format(nRead)} de 10 en ${number.format(seconds)} s. Solo lo sabe este navegador.`,
  noBest: "Aún no tienes un mejor.",
  start: "Empezar",
  again: "Jugar otra vez",
  stop: "Parar",
  write: (digit) => `Escribe ${aDigit(digit)}`,
  left: (seconds) => `quedan ${number.format(seconds)} s`,
  nth: (n, count) => `${number.format(n)} de ${number.format(count)}`,
  done: "Listo",
  sample: "Escríbeme un ejemplo",
  sampleNote: "Para quien no tiene bolígrafo; un juego con ejemplos nunca es tu mejor.",
  soFar: "Leídas hasta ahora",
  over: (nRead, count) =>
    count === 0
      ? "Se acabó el tiempo, y no se dibujó nada."
      : `${number.format(nRead)} de tus ${digits(count)} leídas a la primera.`,
  inTime: (seconds) => `Tardaste ${number.format(seconds)} s.`,
  isBest: "Es tu mejor.",
  notFair: "No cuenta como tu mejor: había un ejemplo, o el servidor no respondió por un dibujo.",
  drawing: (label) => `${capitalADigit(label)} tuyo`,
  reading: "leyéndose",
  right: "leído",
  wrong: (digit) => (digit === null ? "leído como ninguna cifra" : `leído como ${aDigit(digit)}`),
  unread: "el servidor no respondió",
  keepHeading: "¿Que aprenda de ellas?",
  keepNote:
    "Hasta ahora ninguno de estos dibujos está guardado. Si los guardas, son cifras comprobadas como todas: se guardan, y se aprende de ellas. Quita la marca al que no sea lo que se pidió.",
  keep: (n) => (n === 1 ? "Guardar esta cifra" : `Guardar estas ${digits(n)}`),
  kept: (n) => `Guardado: ${digits(n)}. Gracias.`,
  tick: (label) => `Es ${aDigit(label)}`,
  sampled: "un ejemplo: no se puede guardar",
};
