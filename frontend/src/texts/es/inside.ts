import type { Texts } from "../index";
import { aDigit, decimal, number, percentage, signed, signedDecimal, wholePercentage } from "./formats";

const neurons = (n: number) => (n === 1 ? "1 neurona" : `${number.format(n)} neuronas`);

export const inside: Texts["inside"] = {
  heading: "Dentro de la red",
  introduction:
    "Dibuja, y míralo pensar. Tu dibujo se convierte en 28 × 28 puntos; treinta neuronas ocultas los miran todos, cada una busca una forma propia; diez salidas escuchan a las treinta, y la más fuerte es la respuesta.",
  layers: ["28 × 28 puntos", "30 neuronas", "10 salidas"],
  figure: (best) =>
    best === null
      ? "La red: 28 × 28 puntos, treinta neuronas ocultas, diez salidas"
      : `La red: 28 × 28 puntos, treinta neuronas ocultas encendidas por el dibujo, diez salidas; la del ${best} es la mayor`,
  hidden: "Las treinta neuronas ocultas",
  units: "Las neuronas ocultas",
  outputs: "Salidas",
  choose: "La salida que se mira",
  unit: (unit) => `Neurona ${unit}`,
  unitLit: (unit, lit, part, digit) =>
    `Neurona ${unit}: encendida al ${wholePercentage.format(lit)}, dice ${signed.format(part)} para el ${digit}`,
  unitOff: (unit) => `Neurona ${unit}: apagada`,
  off: "apagada",
  part: (part) => signed.format(part),
  output: (digit, output) =>
    output === null ? `Salida ${digit}` : `Salida ${digit}: ${wholePercentage.format(output)}`,
  sum: (digit, sum) =>
    `Para ${aDigit(digit)}: el sesgo ${signed.format(sum.bias)}, todo lo que habla a favor ${signed.format(sum.for)}, todo lo que habla en contra ${signed.format(sum.against)}. Juntos ${signed.format(sum.total)}, que la sigmoide convierte en ${percentage.format(sum.output)}.`,
  drawFirst: "Dibuja una cifra, y se enciende.",
  reads: (guess, shown, nOff, how) => {
    if (nOff > 0) return `Sin ${neurons(nOff)} lee ${aDigit(guess)}.`;
    if (guess !== shown) return `Lee ${aDigit(guess)}; con tu propia memoria es ${aDigit(shown)}.`;
    if (how === "unusual") return `Quizá ${aDigit(guess)}; algo en el dibujo es inusual para ello.`;
    return how === "certain" ? `Lee ${aDigit(guess)}.` : `No está segura; quizá ${aDigit(guess)}.`;
  },
  show: "Mostrar",
  looks: {
    patterns: "lo que busca cada neurona",
    weights: "los pesos mismos",
    since: (version) => `lo que cambió desde la versión ${version}`,
  },
  notes: {
    patterns:
      "En azul, donde la tinta va con una neurona encendida; en rojo, donde va con una apagada, en 2000 cifras inventadas. Cuanto más clara una imagen, más la enciende tu dibujo.",
    weights:
      "Los números mismos: azul es un peso positivo, rojo uno negativo. Parecen ruido, y en gran parte lo son: en algunos puntos las cifras nunca tienen tinta, así que allí nunca se corrigió un peso, y los puntos vecinos casi siempre tienen tinta juntos, así que solo cuenta la suma de sus pesos.",
    since: (version) =>
      `Lo aprendido desde la versión ${version}: en azul, donde un peso creció; en rojo, donde disminuyó, con una escala propia.`,
  },
  legends: {
    patterns:
      "Azul: con tinta aquí la neurona se enciende. Rojo: con tinta aquí se apaga. Blanco: tu dibujo.",
    weights: "Azul: un peso positivo. Rojo: uno negativo. Blanco: tu dibujo.",
    since: (version) =>
      `Azul: este peso creció desde la versión ${version}. Rojo: disminuyó. Blanco: tu dibujo.`,
  },
  note: (digit) =>
    `La barra dice cuánto está encendida una neurona; el número, lo que suma para el ${digit}: cuánto está encendida, por su peso. Elige otra salida para ver qué habla a su favor.`,
  which: (digit, isChosen) =>
    isChosen
      ? "Una de las treinta: la que elegiste."
      : `Una de las treinta: la que más dice ahora del ${digit}. Pulsa otra para verla aquí.`,
  looksFor: "Lo que busca",
  litBy: "Cuánto de eso tiene tu dibujo",
  litNow: (lit) => `Tu dibujo la enciende al ${wholePercentage.format(lit)}.`,
  switchOff: "Apagar esta neurona",
  lights: "Lo que más la enciende",
  drawings: "De los dibujos de la gente",
  madeUp: (label) => `${aDigit(label)}, inventado`,
  says: "Lo que dice a las diez salidas",
  saysNote:
    "Encendida del todo: el azul habla a favor de una cifra, el rojo en contra. A medias, dice la mitad.",
  breakIt: {
    heading: "Rómpela",
    note: "Ninguna neurona es el 7, y ninguna hace falta solo para él: cada una ayuda con varias cifras. Apaga algunas: la red sigue leyendo, casi siempre menos cifras cuantas más faltan, aunque a veces lee mejor alguna cifra suelta.",
    some: (n) => `Apagar ${n} al azar`,
    allOn: "Encender todas",
    reads: (nOff, n, count) =>
      `${nOff === 0 ? "Con todas las neuronas" : `Sin ${neurons(nOff)}`} lee ${number.format(n)} de ${number.format(count)} cifras de prueba inventadas.`,
    perDigit: "Cifras de prueba que aún se leen, cifra por cifra",
    ofDigit: (digit, n, count) => `${digit}: ${n} de ${count}`,
  },
  follow: {
    heading: "Un número, seguido hasta el final",
    drawFirst: "Dibuja una cifra, y sigue uno de sus números, de un punto a la respuesta.",
    where: (row, column) => `Tu dibujo; el punto de la fila ${row}, columna ${column} está marcado`,
    another: "Otro punto",
    ink: (row, column, ink) =>
      `El punto de la fila ${row}, columna ${column} tiene ${decimal.format(ink)} de tinta (0 es nada, 1 es lleno).`,
    product: (ink, weight, unit) =>
      `La neurona ${unit} le da el peso ${signedDecimal.format(weight)}: ${decimal.format(ink)} × ${signedDecimal.format(weight)} = ${signedDecimal.format(ink * weight)}.`,
    inputs: (sum, bias) =>
      `Los 784 puntos juntos dicen ${signedDecimal.format(sum)}; con el sesgo de la neurona ${signedDecimal.format(bias)} son ${signedDecimal.format(sum + bias)}.`,
    lit: (z, lit, unit) =>
      `La sigmoide aprieta ${signedDecimal.format(z)} entre 0 y 1: la neurona ${unit} está encendida ${decimal.format(lit)}.`,
    off: (z, lit, unit) =>
      `La sigmoide lleva ${signedDecimal.format(z)} a ${decimal.format(lit)}, pero la neurona ${unit} está apagada: 0.`,
    says: (lit, weight, digit) =>
      `La salida ${digit} da a la neurona el peso ${signedDecimal.format(weight)}: ${decimal.format(lit)} × ${signedDecimal.format(weight)} = ${signedDecimal.format(lit * weight)}.`,
    outputs: (inFavour, against, bias, total) =>
      `Treinta números así: ${signedDecimal.format(inFavour)} a favor, ${signedDecimal.format(against)} en contra, el sesgo ${signedDecimal.format(bias)}. Juntos ${signedDecimal.format(total)}.`,
    output: (total, output, digit) =>
      `Otra vez la sigmoide: ${signedDecimal.format(total)} se vuelve ${decimal.format(output)}. Con esa fuerza dice la red «${digit}».`,
  },
  loading: "Llegan los pesos…",
  away: "El servidor no responde. Esta página vuelve a preguntar sola.",
  gone: "Los pesos de esa versión ya no se guardan. Elige otra.",
};
