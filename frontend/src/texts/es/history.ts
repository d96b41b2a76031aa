import type { Figure } from "../history";
import type { Texts } from "../index";
import { aDigit, digits, moment, number } from "./formats";

const of = (n: Figure, part: string, whole: string) =>
  `${number.format(n(part))} de ${number.format(n(whole))}`;
const testDigits = (n: Figure) =>
  `Lee ${of(n, "correct", "count")} cifras de prueba; debería leer al menos ${number.format(n("wanted"))}.`;
const ofPeople = (n: Figure) => {
  if (n("unseen") === 0) return "Ninguna cifra de personas estaba apartada para probarla.";
  const all = `De ${digits(n("unseen"))} de personas que no se le ${n("unseen") === 1 ? "mostró" : "mostraron"}`;
  return n("won") === 0 && n("lost") === 0
    ? `${all}, lee tantas como la versión anterior, y las mismas.`
    : `${all}, lee ${number.format(n("won"))} que la versión anterior leía mal, y lee mal ${number.format(n("lost"))} que aquella leía.`;
};

export const history: Texts["history"] = {
  heading: "Cómo ha aprendido",
  introduction:
    "Diez cifras comprobadas hacen una versión. Toma el relevo si lee a lo sumo medio punto menos de las cifras de prueba que la mejor versión hasta ahora, de ninguna cifra muchas menos, y si no lee peor que la versión anterior las cifras de personas que se apartaron, hasta donde el azar permite saberlo. Así, una versión puede ser algo peor que la anterior; no puede llegar a ser mucho peor, paso a paso. Una decena que contradice sobre todo a la red espera a una persona.",
  chart:
    "Lo que cada versión lee de las mismas cifras de prueba; la lista de versiones tiene los mismos números",
  peopleHeading: "Cómo lee las cifras de personas",
  peopleNote: "Una cifra de cada diez se aparta para la prueba, al azar, y nunca se aprende de ella.",
  peopleChart: "Lo que cada versión lee de las cifras de personas apartadas para la prueba",
  reference: "cifras de prueba, las mismas para cada versión",
  whisker: "intervalo del 95 %: solo por azar, una versión podría estar en cualquier parte de él",
  point: (version, correct, count) =>
    `Versión ${version}: ${number.format(correct)} de ${number.format(count)}`,
  fewPeople: (correct, count) =>
    count === 0
      ? "La versión que lee ahora aún no se ha medido con ninguna."
      : `La versión que lee ahora acierta ${number.format(correct)} de ${number.format(count)}. Es poco para un porcentaje; a partir de 30 se dibujan aquí.`,
  confusion: "Qué toma por qué",
  matrix: (correct, count) =>
    `Las ${digits(count)} más nuevas, como las lee la versión de ahora: ${number.format(correct)} bien. Una fila es lo que se dibujó, una columna lo que lee.`,
  drawn: "Dibujada",
  readAs: "Leída como",
  cell: (n, label, guess) =>
    label === guess ? `${n} × ${label}, bien leídas` : `${n} × ${label}, leídas como ${guess}`,
  openCell: "Elige una casilla para ver los dibujos que hay detrás.",
  drawingsShown: (n) =>
    n === 0
      ? "Aquí no se muestra ninguno de sus dibujos."
      : n === 1
        ? "Aquí se muestra 1 de sus dibujos."
        : `Aquí se muestran ${number.format(n)} de sus dibujos.`,
  drawing: (label, guess) => `${aDigit(label)}, leído como ${aDigit(guess)}`,
  noDigits: "Nadie ha comprobado aún una cifra. Las primeras se contarán aquí.",
  versions: "Versiones",
  reading: "Lee ahora",
  status: {
    queued: "Espera",
    training: "Aprende",
    promoted: "Tomada",
    rejected: "Rechazada",
    failed: "Fallida",
  },
  undone: "Retirada",
  broughtBack: "Una más nueva ya no lee: así lo decidió la administración, o alguien pidió ser olvidado.",
  kind: {
    base: "tal como vino",
    ten: "de diez cifras",
    manual: "a mano",
    imported: "importada",
  },
  why: {
    accepted: (n) => `${testDigits(n)} ${ofPeople(n)}`,
    forgot: testDigits,
    forgot_digit: (n) =>
      `${testDigits(n)} De los ${n("digit")} que hay entre ellas lee ${of(n, "digit_correct", "digit_count")}; debería leer al menos ${number.format(n("digit_wanted"))}.`,
    worse_for_people: (n) => `${testDigits(n)} ${ofPeople(n)} Es peor de lo que explica el azar.`,
    contradicted: (n) =>
      `De sus ${digits(n("new"))}, la red estaba casi segura de que ${number.format(n("contradicted"))} son otras. Con más de ${number.format(n("most"))}, la versión se rechaza, y la administración decide sobre esas cifras.`,
    not_finite: () => "Sus números se han disparado: algunos son infinitos, o no son números.",
    weight_too_large: (n) =>
      `Uno de sus pesos es ${number.format(n("largest"))}; más de ${number.format(n("most"))} no es sano.`,
    not_storable: () => "No se puede guardar sin daño.",
    shipped: () => "Vino con el programa.",
    new_base: () => "Aprende otra vez las cifras guardadas, desde un nuevo comienzo.",
    hand_taken_back: () => "Alguien retiró todas sus cifras; aprende otra vez sin ellas.",
  },
  servedSince: (since) => `lee desde el ${moment.format(since)}`,
  finished: (at) => `terminada el ${moment.format(at)}`,
  queued: (at) => `en espera desde el ${moment.format(at)}`,
  more: "Versiones anteriores",
};
