import type { SpecimenWords } from "../specimen";

export const specimen: SpecimenWords = {
  heading: "Tus diez cifras",
  note: "De cada una tu dibujo más nuevo, como se escribió, también las muestras que confirmaste: los puntos azules son donde empieza un trazo, y los números, su orden. Al pulsar se escribe otra vez; debajo está cómo se leyeron las tuyas a la primera.",
  write: (label) => `Escribir otra vez tu ${label}`,
  missing: (label) => `aún ningún ${label}`,
  alone: (correct, count) => `red ${correct} de ${count}`,
  together: (correct, count) => `con memoria ${correct} de ${count}`,
  open: (label) => `Abrir tu ${label}`,
  openShort: "abrir",
  all: "Escribirlas todas",
  save: "Guardar como imagen",
  print: "Imprimir",
  beside: "Las tuyas junto a las de todos",
  which: "Qué cifra",
  only: (label) => `Comparar el ${label}`,
  yours: "Las tuyas",
  others: "Las de todos",
  noneOfYours: (label) => `Aún no has dibujado ningún ${label}.`,
  noOthers: (label) => `Nadie más ha dibujado aún un ${label} aquí.`,
};
