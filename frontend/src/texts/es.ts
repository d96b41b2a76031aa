/** Las palabras de la página en español. */

import { aDigit, capitalADigit, digits, number, percentage, readOf, wholePercentage } from "./es/formats";
import { gallery } from "./es/gallery";
import { game } from "./es/game";
import { hand } from "./es/hand";
import { handOn } from "./es/handOn";
import { history } from "./es/history";
import { inside } from "./es/inside";
import { severalDigits } from "./es/severalDigits";
import { takeHome } from "./es/takeHome";
import { ghost, proof, stage } from "./es/stage";
import { wall } from "./es/wall";
import type { Texts } from "./index";

const firstYes = (whoSees: string) =>
  `Un «sí» o una corrección guarda el dibujo, cómo se hizo, qué dijiste que es, qué se adivinó y cuándo; una cookie con un número al azar lo marca como tuyo; ${whoSees}, y todo lo tuyo se puede retirar en cualquier momento en la página`;

export { learn } from "./es/learn";
export { lesson } from "./es/lesson";
export { specimen } from "./es/specimen";

export const texts: Texts = {
  number: (value) => number.format(value),
  header: {
    name: "Ductus",
    tagline: "Una pequeña red neuronal lee tus cifras y aprende tu mano.",
    navigation: "Páginas",
    views: {
      draw: "Dibujo",
      hand: "Mano",
      inside: "Dentro",
      history: "Curso",
      gallery: "Galería",
      learn: "Saber",
    },
    title: {
      draw: "Ductus: dibuja una cifra",
      hand: "Tu mano · Ductus",
      inside: "Dentro de la red · Ductus",
      history: "Cómo ha aprendido · Ductus",
      gallery: "Lo que se dibujó · Ductus",
      learn: "Cómo funciona · Ductus",
      game: "Sesenta segundos · Ductus",
    },
    skip: "A la página misma",
    loading: "Un momento…",
  },
  footer: {
    about: "Para quien dibuja",
    kept: "Lo que se guarda de ti",
    questions: "Seis preguntas y respuestas",
    label: "Para quien la cuida",
    language: "Idioma",
    theme: "Colores",
    themes: { system: "como el dispositivo", light: "claros", dark: "oscuros" },
    admin: "Administración",
    api: "API",
  },
  write: {
    heading: "Tú escribes",
    invitation: "Escribe aquí una cifra",
    canvas: (nStrokes) =>
      nStrokes === 0
        ? "Hoja para dibujar una cifra, vacía"
        : `Hoja para dibujar una cifra, ${nStrokes === 1 ? "1 trazo" : `${nStrokes} trazos`}`,
    photographed: "Hoja con la foto de una cifra",
    wanted: (digit) => `Dibújame ${aDigit(digit)}`,
    wantedWhy: {
      weak: (digit) =>
        `Dibújame ${aDigit(digit)}, si quieres: es el que peor lee de los tuyos, y del que más aprendería.`,
      scarce: (digit) =>
        `Dibújame ${aDigit(digit)}, si quieres: es el que menos ha visto de los tuyos, y del que más aprendería.`,
    },
    undo: "Deshacer",
    redo: "Rehacer",
    clear: "Borrar",
    photo: "Foto",
    turnPhoto: "Girar",
    photoHint: "O pega una imagen, o suéltala aquí",
    dropHere: "Suelta la imagen aquí",
    photoFailures: {
      noInk:
        "No hay tinta en la foto. Fotografía la cifra de más cerca, oscura sobre papel claro, o dibújala.",
      notAPicture: "Ese archivo no tiene una imagen que este navegador sepa leer. Elige un PNG o un JPEG.",
      falsified:
        "Este navegador falsea lo que una página lee de un lienzo, así que no se tomó la imagen. Dibuja la cifra, o permite a esta página leer lienzos, o elige un PNG de como mucho 1024 × 1024 puntos y 187 kB: ese se envía tal cual.",
      tooLarge:
        "Esa imagen no se pudo hacer lo bastante pequeña. Recórtala a la cifra, e inténtalo de nuevo.",
    },
  },
  steps: {
    heading: "Lo que ve",
    none: "Dibuja, y mira aquí en qué se convierte tu tinta.",
    good: "De tu tinta a lo que recibe la red. «A plomo»: sesgado hasta que la tinta, en conjunto, no se inclina a ningún lado.",
    captions: {
      grey: "tinta",
      grains: "tinta",
      ink: "corte",
      narrowed: "justo",
      straightened: "a plomo",
      picture: "28×28",
    },
    alt: (caption) => `El dibujo, ${caption}`,
    hints: {
      full: "No se pueden enviar más trazos. Deshaz algunos, o borra la hoja.",
      too_small: "La cifra es bastante pequeña: fotografíala de más cerca, o recorta la imagen a ella.",
      cut_off: "Una parte queda fuera del borde: deja toda la cifra en la hoja.",
      too_thin: "La línea es muy fina: un bolígrafo más ancho se lee con más seguridad.",
      several_digits: "Parecen varias cifras: deja espacio entre ellas.",
      ruled: "Parece que líneas del papel la cruzan: usa papel liso, o recorta la imagen a la cifra.",
    },
  },
  read: {
    heading: "Lee",
    blank: "Aún nada. Dibuja una cifra de 0 a 9: se lee mientras escribes.",
    reading: "Leyendo…",
    certain: (digit) => `${capitalADigit(digit)}. Ninguna otra se le acerca.`,
    certainBut: (digit, second, confidence) =>
      `${capitalADigit(digit)}. Después viene ${aDigit(second)}, con ${wholePercentage.format(confidence)}.`,
    several: (n) =>
      `Parecen ${digits(n)}. Deja espacio entre ellas y se leen como un número; o di qué debe ser.`,
    network: "La red trabajando",
    lookInside: "La red trabajando: mira dentro",
    unsure: (digit, second) =>
      second === null
        ? `No está segura. Quizá ${aDigit(digit)}.`
        : `No está segura. Quizá ${aDigit(digit)}, o ${aDigit(second)}.`,
    unusual: (digit) =>
      `Quizá ${aDigit(digit)}. Las respuestas son claras, pero algo en el dibujo es inusual para ${aDigit(digit)}.`,
    none: "No reconozco ninguna cifra en esto. Inténtalo de nuevo, o di cuál debe ser.",
    byOwnMemory: (network, own) =>
      network === null
        ? `Las respuestas son de las dos memorias juntas: la red común sola no reconoce ninguna cifra; tu propia memoria lee tu ${own}, como en:`
        : `Las respuestas son de las dos memorias juntas: la red común sola lee ${aDigit(network)}; tu propia memoria lee tu ${own}, como en:`,
    ownDrawing: (label) => `${capitalADigit(label)} tuyo`,
    outputs: "Sus diez respuestas",
    outputsNote:
      "Diez respuestas independientes, no probabilidades: cada una dice cuánto se parece el dibujo a su cifra, y no tienen que sumar 100 %.",
    outputsOfBoth:
      "Diez respuestas, no probabilidades. Lo que has dicho de tus cifras es una segunda memoria, la tuya, que corrige la red común para ti: las barras llevan sus correcciones, y una línea fina marca dónde acabaría la red sola.",
    whyTwoMemories: "Por qué hay dos memorias",
    percent: (confidence) => wholePercentage.format(confidence).padStart(5, "\u2007"),
    failures: {
      away: "El servidor no responde. Tu dibujo queda aquí y se lee en cuanto vuelva; ya puedes decir qué cifra es.",
      throttled: (wait_s) =>
        `Eso fue rápido: el servidor pide un breve descanso. Tu dibujo se lee en ${Math.ceil(wait_s)} s.`,
      unavailable:
        "El servidor no está listo ahora mismo. Tu dibujo queda aquí y se lee de nuevo en un momento.",
    },
  },
  teach: {
    heading: "Aprende",
    tryOne: "¿Sin bolígrafo a mano? Prueba una de estas:",
    sample: (digit) => `Escribe ${aDigit(digit)} de ejemplo`,
    ofSample: "Esta la ha escrito la página. Un «sí» la cuenta igualmente entre tus cifras.",
    yes: (digit) => `Sí, es ${aDigit(digit)}`,
    yesWithoutGuess: "Sí, es correcto",
    either: (digit) => `Es ${aDigit(digit)}`,
    no: "¿No? Entonces elige qué es:",
    neither: "¿Ninguna? Entonces elige qué es:",
    takeBack: (label) => `Retirar el ${label}`,
    takingBack: "Retirando…",
    takenBack: (label) => `El ${label} se ha retirado, y está otra vez en tu hoja.`,
    takenBackOnly: (label) => `El ${label} se ha retirado: desde ahora no se aprende nada de él.`,
    notTakenBack: (label) => `El ${label} no se pudo retirar ahora. Inténtalo en la galería.`,
    choose: (digit) => `Es ${aDigit(digit)}`,
    drawFirst: "Dibuja antes una cifra: aún no hay nada en la hoja.",
    unanswerable: "Aquí no se puede tomar ninguna respuesta: dibuja de nuevo, o toma otra imagen.",
    noGuess: "Aún no hay respuesta que confirmar. Elige tú la cifra.",
    thanks: (label) => `Gracias por el ${label}.`,
    thanksInMemory: (label) =>
      `Gracias por el ${label}. Este navegador no deja que la página lo guarde: deja la página abierta hasta que se envíe.`,
    known: "Tu propia memoria ya lo tiene.",
    remembered: "Tu propia memoria lo tiene, pero aún no habla: hasta ahora leería mal más de tu mano.",
    learnedNext: (nMissing) => `La red común lo aprende tras ${number.format(nMissing)} más.`,
    missing: (nMissing) => `La red común aprende de nuevo tras ${number.format(nMissing)} más.`,
    forTesting: "La red común se prueba con él, y no lo aprende.",
    tenth: (n) => `Con esta son ${number.format(n)}: la red común aprende ahora.`,
    tenthForTesting: (n) =>
      `Con esta son ${number.format(n)}: la red común aprende ahora, y se prueba con esta.`,
    paused: "Se guarda para después: la administración ha puesto en pausa el aprendizaje de la red común.",
    held: "Está retenido hasta que decida la administración, y la red común no lo aprende.",
    beforeTheFirst: {
      everyone: firstYes("todos aquí pueden ver el dibujo"),
      own: firstYes("solo tú y quienes cuidan este programa pueden verlo"),
      none: firstYes("solo tú y quienes cuidan este programa pueden verlo"),
    },
    notTaken: (label, reason) => `El ${label} no se pudo tomar. ${reason}`,
    waiting: (n) =>
      `${digits(n)} ${n === 1 ? "espera" : "esperan"} a ser ${n === 1 ? "enviada" : "enviadas"}.`,
    waitingWhy: {
      away: "El servidor no responde.",
      throttled: "El servidor pide un breve descanso.",
      unavailable: "El servidor no está listo ahora mismo.",
    },
    waitingKept: "Guardado en este navegador; se envía de nuevo sin que hagas nada.",
    waitingInMemory:
      "Este navegador no deja que la página guarde lo que espera: deja la página abierta hasta que se envíe.",
    sendNow: "Enviar ahora",
    close: "Cerrar",
    onSheetAgain: "Está otra vez en tu hoja.",
    layOut: "Ponerlo en la hoja",
  },
  refusals: {
    blank_drawing: "No hay tinta en el dibujo. Dibuja la cifra con uno o dos trazos claros.",
    too_large: "El dibujo es más grande de lo que toma el servidor. Borra la hoja y dibújalo de nuevo.",
    idempotency_conflict: "Ya se envió otra cifra con su nombre. Dibújala de nuevo.",
    gone: "Se retiró mientras tanto.",
    invalid_request:
      "El servidor no entendió lo que envió esta página. Carga la página de nuevo y dibuja otra vez.",
    invalid_image: "El servidor no pudo leer esa imagen. Elige un PNG o un JPEG, o dibuja la cifra.",
    not_found: "No está aquí, o no es para que tú lo veas.",
    unsupported_media_type: "El servidor no toma archivos de este tipo. Elige un PNG o un JPEG.",
    unknown_host: ({ host = "", setting = "" }) =>
      `Este programa no se conoce por el nombre ${host}. Quien lo mantiene puede añadir el nombre al ajuste ${setting}.`,
    cross_site: ({ origin = "", setting = "" }) =>
      `Para el servidor esta página parece ser de otro sitio, ${origin}. Quien lo mantiene puede añadirlo al ajuste ${setting}.`,
  },
  model: {
    seal: (version, nNew, retrainAt) =>
      `Versión ${version}; ${nNew} de ${retrainAt} cifras hasta que la red aprenda de nuevo`,
    sealPaused: (version) => `Versión ${version}; el aprendizaje está en pausa`,
    version: "versión",
    reading: (version) => `Lee la versión ${version}`,
    nowReading: (version) => `Ahora lee la versión ${version}`,
    readsAgain: (version) => `Vuelve a leer la versión ${version}.`,
    tryIt: (version) => `La red ha aprendido: ahora lee la versión ${version}. Pruébala.`,
    counting: (nNew, retrainAt) => `${nNew} de ${retrainAt} hasta que la red aprenda de nuevo`,
    awaited: (retrainAt) => `Hay ${retrainAt} cifras reunidas: la red está a punto de aprender.`,
    training: (progress) =>
      progress === null ? "La red aprende…" : `La red aprende: ${wholePercentage.format(progress)}`,
    paused: "La administración ha puesto en pausa el aprendizaje. Las cifras nuevas se guardan para después.",
    trainingLabel: "Aprendizaje",
    kept: (version) => `Las diez últimas no se tomaron: la versión ${version} sigue leyendo.`,
    loading: "Se pregunta qué versión lee…",
    away: "El servidor no responde: esto puede estar anticuado.",
    awayAtFirst: (interval_s) =>
      `El servidor no responde. Esta página pregunta de nuevo cada ${interval_s === 1 ? "segundo" : `${number.format(interval_s)} segundos`}.`,
    accuracy: "Lo bien que lee",
    reference: "cifras de prueba, las mismas para cada versión",
    ofThem: "de ellas",
    mnist: "cifras de prueba de MNIST, una colección conocida",
    people: "cifras de personas, apartadas para la prueba",
    share: (fraction) => percentage.format(fraction),
    readOf,
    counts: (correct, count) => `${number.format(correct)} de ${number.format(count)}`,
    notMeasured: "no medido",
    notForThis: "no medido para esta versión",
  },
  hand,
  stage,
  ghost,
  proof,
  handOn,
  game,
  severalDigits,
  takeHome,
  arrivals: {
    heading: "Comprobadas últimamente",
    note: {
      everyone: "Por todos aquí; debajo, lo que se dijo que es. De las subrayadas aún no se ha aprendido.",
      own: "Por ti; debajo, lo que dijiste que es.",
    },
    none: "Aún nada: la tuya será la primera.",
    alt: (label) => capitalADigit(label),
    waits: (label) => `${capitalADigit(label)}, del que aún no se ha aprendido`,
    elsewhere: (label) => `Otra persona acaba de comprobar ${aDigit(label)}.`,
    others: (n, isAtLeast) =>
      `Otros han comprobado ${isAtLeast ? "al menos " : ""}${digits(n)} desde que abriste esta página.`,
  },
  inside,
  history,
  gallery,
  wall,
  keys: {
    switch: "Atajos de teclado",
    explanation: "Intro: sí · 0–9: es esa cifra · Ctrl Z, Ctrl Y: deshacer, rehacer · Esc: borrar",
  },
  failures: {
    away: "El servidor no responde. Inténtalo de nuevo en un momento.",
    again: "Intentar de nuevo",
  },
  broken: {
    title: "La página ha tropezado",
    body: "Algo salió mal en la página misma. Las cifras que confirmaste están a salvo. Vuelve a cargar la página para seguir.",
    reload: "Volver a cargar",
  },
};
