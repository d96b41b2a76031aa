import { mostCounted } from "../hand";
import type { Texts } from "../index";
import { aDigit, capitalADigit, digits, list, number, percentage } from "./formats";

const newest = (count: number) => (count < mostCounted ? digits(count) : `${digits(count)} más nuevas`);

export const hand: Texts["hand"] = {
  heading: "Tu mano",
  none: "Comprueba algunas cifras, y verás aquí lo bien que lee tu mano y lo que aprende de ti.",
  firstSight: (ofHand, ofNetwork, count) =>
    ofHand === ofNetwork
      ? `${number.format(ofHand)} de tus ${newest(count)} leídas a la primera`
      : `${number.format(ofHand)} de tus ${newest(count)} leídas a la primera; por la red común sola, ${number.format(ofNetwork)}`,
  more: "Más sobre tu mano",
  chart: "Tus cifras que la red común leyó a la primera, por versión",
  ofVersion: (version, correct, count) =>
    `Versión ${version}: ${number.format(correct)} de ${number.format(count)}`,
  learned: (version) => `Lo que aprendió la versión ${version}`,
  better: (before, after, count) =>
    `De tus ${digits(count)} más nuevas lee ${number.format(after)}; antes se leían ${number.format(before)}.`,
  changed: (label, before, after) =>
    `${capitalADigit(label)} tuyo: leído antes como ${aDigit(before)}, ahora como ${aDigit(after)}`,
  andMore: (n) => `y ${number.format(n)} más`,

  news: {
    promoted: (version, gained) =>
      gained.length === 0
        ? `La red común ha aprendido: ahora lee la versión ${version}. Pruébala.`
        : `La red común ha aprendido: ahora lee la versión ${version}, y lee también tus ${list.format(gained.map(String))}. Pruébala.`,
    kept: (version) => `La red común no tomó las diez últimas: la versión ${version} sigue leyendo.`,
    returned: (version, undone) =>
      `Se leía peor a la gente: la versión ${undone} se ha retirado, y la versión ${version} vuelve a leer.`,
    setAside: (n) =>
      `${n === 1 ? "1 cifra tuya está retenida" : `${digits(n)} tuyas están retenidas`} hasta que decida la administración.`,
    contradicted: (taken, nMore) => {
      const named = taken.map(({ label, readAs, n }) =>
        n === 1 ? `este ${label} por ${aDigit(readAs)}` : `estos ${label} por ${readAs}`,
      );
      const more = `${digits(nMore)} más por algo distinto de lo que dijiste`;
      return `La red común toma ${list.format(nMore === 0 ? named : [...named, more])}.`;
    },
    ownReads: (labels) =>
      labels.length === 1
        ? `Tu propia memoria sigue leyéndolas como ${String(labels[0])}, para ti.`
        : `Tu propia memoria sigue leyendo tus ${list.format(labels.map(String))}, para ti.`,
  },
  why: {
    contradicted: (label, readAs, n) =>
      n === 1
        ? `Para la red común, este ${label} es ${aDigit(readAs)}.`
        : `Para la red común, estos ${label} son ${readAs}.`,
    repeated: () => "El mismo dibujo se envió ya antes.",
    disputed: () => "El mismo dibujo se envió como cifras distintas.",
    flooded: () => "La mayor parte de lo que llegó de ti últimamente se salía de lo normal.",
    administrator: () => "La administración la retiene.",
  },

  page: {
    introduction:
      "Dos memorias te leen. La red común aprende despacio, diez cifras a la vez, y solo lo que la deja más o menos igual de buena para los demás. Tu propia memoria sabe enseguida lo que comprobaste, y habla solo para ti. Solo se guardan tus dibujos; la memoria se calcula a partir de ellos cada vez que dibujas, así que acaba con ellos.",
    loading: "Se pregunta cómo se lee tu mano…",
    none: "Aquí aún no hay nada. Dibuja una cifra y di cuál es: desde entonces esta página cuenta cómo se lee tu mano.",
    allTakenBack: "Has retirado todas tus cifras. Se guardan hasta que hagas olvidar tu mano, más abajo.",
    draw: "Dibujar una cifra",
    firstSight: "Leídas a la primera",
    firstSightNote: (count) =>
      `De tus ${digits(count)} más nuevas, cada una como se leyó al llegar, antes de aprender nada de ella.`,
    network: "La red común sola",
    withMemory: "Con tu propia memoria",
    share: (correct, count) => (count === 0 ? "–" : percentage.format(correct / count)),
    counts: (correct, count) => `${number.format(correct)} de ${number.format(count)}`,
    interval: (low, high) =>
      `entre ${percentage.format(low)} y ${percentage.format(high)}, con un 95 % de confianza`,
    memory: (n, speaks) => {
      if (n === 0) return "Tu propia memoria está vacía.";
      return speaks
        ? `Tu propia memoria tiene tus ${digits(n)} más nuevas, y habla.`
        : `Tu propia memoria tiene tus ${digits(n)} más nuevas. No habla: hasta ahora leería mal más de tu mano.`;
    },
    byDigit: "Cifra por cifra",
    byDigitNote: "A la derecha, quién lee hoy las más nuevas.",
    digit: "Cifra",
    drawn: "Dibujadas",
    alone: "Sola",
    together: "Con memoria",
    now: "Hoy",
    nowWords: {
      everybody: "la red común",
      own: "solo tu propia memoria",
      neither: "aún ninguna",
    },
    never: "no dibujada",
    notLately: "no últimamente",
    tooFew: "una es poco para saberlo",
    overTime: "Con el tiempo",
    overTimeNote:
      "La parte mal leída a la primera: a la izquierda por la red común sola, a la derecha con tu propia memoria. Menos es mejor.",
    misread: (share) => percentage.format(share),
    span: (first, last) => (first === last ? `${first}` : `${first}–${last}`),
    spanWords: (first, last, network, own) => {
      const n = last - first + 1;
      return `Cifras ${first} a ${last}: mal leídas por la red común sola ${n - network} de ${n}, con tu propia memoria ${n - own}`;
    },
    setAside: "Retenidas",
    setAsideNote: (n, shown) =>
      n === 0
        ? "No hay nada tuyo retenido."
        : `${n === 1 ? "1 cifra espera" : `${digits(n)} esperan`} a la administración. La red común no ${n === 1 ? "la" : "las"} aprende; tu propia memoria, sí.${shown < n ? ` Las ${shown} más nuevas:` : ""}`,
    held: (label) => `Tu ${label}`,
    yours: "Es tuyo",
    archive: "Descargar todo",
    archiveNote: "Un archivo ZIP con tus dibujos y trazos, lo que dijiste que son, fechas y respuestas.",
    forget: "Olvidar mi mano",
    forgetNote:
      "Retira todas tus cifras y borra la cookie. Lo que la red común aprendió de ellas se aprende de nuevo sin ellas.",
    forgetSure: "¿De verdad? No se puede deshacer. Descarga antes todo, si puedes quererlo.",
    forgetYes: "Sí, olvidar todo",
    forgetNo: "No, conservarlo",
    forgetting: "Olvidando…",
    forgotten: "Tu mano está olvidada. Para esta página eres alguien nuevo.",
    notForgotten:
      "El servidor no respondió como debía, y tu mano puede seguir ahí. Inténtalo de nuevo en un momento.",
    carry: "En otro dispositivo",
    carryNote:
      "Esta clave abre tu mano: quien la tiene puede dibujar como tú, ver y descargar lo tuyo, y retirarlo. No la enseñes a nadie más.",
    showKey: "Mostrar mi clave",
    hideKey: "Ocultarla",
    key: "Tu clave",
    copy: "Copiar",
    copied: "Copiado.",
    notCopied: "Este navegador no deja que la página copie. Selecciona la clave y cópiala tú.",
    code: "Tu clave como código QR, que abre esta página en el otro dispositivo",
    keyAway: "No se pudo obtener la clave. Inténtalo de nuevo en un momento.",
    enter: "Introducir una clave de otro dispositivo",
    enterNote:
      "Desde entonces este navegador dibuja para la mano de esa clave. La mano de antes conserva sus cifras. Su clave queda en este navegador, salvo que no guarde nada: cópiala antes para estar seguro.",
    use: "Usar esta clave",
    carried: "Este navegador dibuja ahora para la mano de esa clave.",
    noSuchKey: "Esa clave no abre ninguna mano aquí. Cópiala otra vez, entera, del otro dispositivo.",
  },
};
