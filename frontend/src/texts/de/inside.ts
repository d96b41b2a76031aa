import type { Texts } from "../index";
import { aDigit, decimal, number, percentage, signed, signedDecimal, wholePercentage } from "./formats";

const neurons = (n: number) => (n === 1 ? "1 Neuron" : `${number.format(n)} Neuronen`);

export const inside: Texts["inside"] = {
  heading: "Im Inneren des Netzes",
  introduction:
    "Zeichne, und sieh ihm beim Denken zu. Aus deiner Zeichnung werden 28 × 28 Bildpunkte; dreißig verborgene Neuronen sehen sie alle an, jedes sucht eine eigene Form; zehn Ausgänge hören auf die dreißig, und der lauteste ist die Antwort.",
  layers: ["28 × 28 Punkte", "30 Neuronen", "10 Ausgänge"],
  figure: (best) =>
    best === null
      ? "Das Netz: 28 × 28 Bildpunkte, dreißig verborgene Neuronen, zehn Ausgänge"
      : `Das Netz: 28 × 28 Bildpunkte, dreißig verborgene Neuronen, von der Zeichnung erregt, zehn Ausgänge; der der ${best} ist der größte`,
  hidden: "Die dreißig verborgenen Neuronen",
  units: "Die verborgenen Neuronen",
  outputs: "Ausgänge",
  choose: "Der Ausgang, um den es geht",
  unit: (unit) => `Neuron ${unit}`,
  unitLit: (unit, lit, part, digit) =>
    `Neuron ${unit}: ${wholePercentage.format(lit)} hell, sagt ${signed.format(part)} für die ${digit}`,
  unitOff: (unit) => `Neuron ${unit}: ausgeschaltet`,
  off: "aus",
  part: (part) => signed.format(part),
  output: (digit, output) =>
    output === null ? `Ausgang ${digit}` : `Ausgang ${digit}: ${wholePercentage.format(output)}`,
  sum: (digit, sum) =>
    `Für ${aDigit(digit)}: der Grundwert ${signed.format(sum.bias)}, alles, was dafür spricht, ${signed.format(sum.for)}, alles, was dagegen spricht, ${signed.format(sum.against)}. Zusammen ${signed.format(sum.total)}; daraus macht die Sigmoidkurve ${percentage.format(sum.output)}.`,
  drawFirst: "Zeichne eine Ziffer, dann leuchtet es.",
  reads: (guess, shown, nOff, how) => {
    if (nOff > 0) return `Ohne ${neurons(nOff)} liest es ${aDigit(guess)}.`;
    if (guess !== shown)
      return `Es liest ${aDigit(guess)}; mit deinem eigenen Gedächtnis ist es ${aDigit(shown)}.`;
    if (how === "unusual")
      return `Vielleicht ${aDigit(guess)}; etwas an der Zeichnung ist dafür ungewöhnlich.`;
    return how === "certain"
      ? `Es liest ${aDigit(guess)}.`
      : `Es ist nicht sicher; vielleicht ${aDigit(guess)}.`;
  },
  show: "Zeige",
  looks: {
    patterns: "was jedes Neuron sucht",
    weights: "die Gewichte selbst",
    since: (version) => `was sich seit Version ${version} geändert hat`,
  },
  notes: {
    patterns:
      "Blau ist, wo Tinte damit einhergeht, dass das Neuron hell ist, Rot, wo es dann dunkel ist, bei 2.000 ausgedachten Ziffern. Je heller ein Bild, desto mehr erregt es deine Zeichnung.",
    weights:
      "Die Zahlen selbst: Blau ist ein positives Gewicht, Rot ein negatives. Sie sehen aus wie Rauschen und sind es größtenteils: An manchen Stellen haben Ziffern nie Tinte, dort wurde also nie ein Gewicht verbessert, und benachbarte Punkte haben fast immer zusammen Tinte, so dass nur die Summe ihrer Gewichte zählt, nicht jedes einzelne.",
    since: (version) =>
      `Was seit Version ${version} gelernt wurde: blau, wo ein Gewicht gewachsen ist, rot, wo es kleiner wurde, mit eigenem Maßstab.`,
  },
  legends: {
    patterns:
      "Blau: mit Tinte hier ist das Neuron hell. Rot: mit Tinte hier ist es dunkel. Weiß: deine Zeichnung.",
    weights: "Blau: ein positives Gewicht. Rot: ein negatives. Weiß: deine Zeichnung.",
    since: (version) =>
      `Blau: dieses Gewicht ist seit Version ${version} gewachsen. Rot: es ist kleiner geworden. Weiß: deine Zeichnung.`,
  },
  note: (digit) =>
    `Der Balken zeigt, wie hell ein Neuron ist; die Zahl, was es für die ${digit} beiträgt: seine Helligkeit mal sein Gewicht. Wähle einen anderen Ausgang, um zu sehen, was für ihn spricht.`,
  which: (digit, isChosen) =>
    isChosen
      ? "Eins der dreißig: das, das du gewählt hast."
      : `Eins der dreißig: das, das gerade am meisten über die ${digit} sagt. Drücke ein anderes, um es hier zu sehen.`,
  looksFor: "Was es sucht",
  litBy: "Wie viel davon deine Zeichnung hat",
  litNow: (lit) => `Deine Zeichnung macht es zu ${wholePercentage.format(lit)} hell.`,
  switchOff: "Dieses Neuron ausschalten",
  lights: "Was es am hellsten macht",
  drawings: "Unter den Zeichnungen der Leute",
  madeUp: (label) => `${aDigit(label)}, ausgedacht`,
  says: "Was es den zehn Ausgängen sagt",
  saysNote:
    "Wenn es ganz hell ist: Blau spricht für eine Ziffer, Rot gegen sie. Halb hell sagt es die Hälfte davon.",
  breakIt: {
    heading: "Mach es kaputt",
    note: "Kein Neuron ist die 7, und keins wird für sie allein gebraucht: Jedes hilft bei mehreren Ziffern. Schalte einige aus: Das Netz liest immer noch, meist weniger Ziffern, je mehr aus sind, von einer einzelnen Ziffer manchmal auch mehr.",
    some: (n) => `${n} zufällige ausschalten`,
    allOn: "Alle wieder an",
    reads: (nOff, n, count) =>
      `${nOff === 0 ? "Mit allen Neuronen" : `Ohne ${neurons(nOff)}`} liest es ${number.format(n)} von ${number.format(count)} ausgedachten Testziffern.`,
    perDigit: "Testziffern, die noch gelesen werden, Ziffer für Ziffer",
    ofDigit: (digit, n, count) => `${digit}: ${n} von ${count}`,
  },
  follow: {
    heading: "Eine Zahl, den ganzen Weg verfolgt",
    drawFirst: "Zeichne eine Ziffer, und verfolge eine ihrer Zahlen vom Bildpunkt bis zur Antwort.",
    where: (row, column) => `Deine Zeichnung; der Punkt in Zeile ${row}, Spalte ${column} ist markiert`,
    another: "Ein anderer Punkt",
    ink: (row, column, ink) =>
      `Der Punkt in Zeile ${row}, Spalte ${column} hat ${decimal.format(ink)} Tinte (0 ist keine, 1 ist voll).`,
    product: (ink, weight, unit) =>
      `Neuron ${unit} gibt ihm das Gewicht ${signedDecimal.format(weight)}: ${decimal.format(ink)} × ${signedDecimal.format(weight)} = ${signedDecimal.format(ink * weight)}.`,
    inputs: (sum, bias) =>
      `Alle 784 Punkte zusammen sagen ${signedDecimal.format(sum)}; mit dem Grundwert des Neurons ${signedDecimal.format(bias)} ist das ${signedDecimal.format(sum + bias)}.`,
    lit: (z, lit, unit) =>
      `Die Sigmoidkurve drückt ${signedDecimal.format(z)} zwischen 0 und 1: Neuron ${unit} ist ${decimal.format(lit)} hell.`,
    off: (z, lit, unit) =>
      `Die Sigmoidkurve drückt ${signedDecimal.format(z)} auf ${decimal.format(lit)}, aber Neuron ${unit} ist ausgeschaltet: 0.`,
    says: (lit, weight, digit) =>
      `Der Ausgang ${digit} gibt dem Neuron das Gewicht ${signedDecimal.format(weight)}: ${decimal.format(lit)} × ${signedDecimal.format(weight)} = ${signedDecimal.format(lit * weight)}.`,
    outputs: (inFavour, against, bias, total) =>
      `Dreißig solche Zahlen: ${signedDecimal.format(inFavour)} dafür, ${signedDecimal.format(against)} dagegen, der Grundwert ${signedDecimal.format(bias)}. Zusammen ${signedDecimal.format(total)}.`,
    output: (total, output, digit) =>
      `Noch einmal die Sigmoidkurve: Aus ${signedDecimal.format(total)} wird ${decimal.format(output)}. So laut sagt das Netz „${digit}“.`,
  },
  loading: "Die Gewichte werden geholt …",
  away: "Der Server antwortet nicht. Diese Seite fragt von selbst wieder.",
  gone: "Die Gewichte dieser Version sind nicht mehr da. Wähle eine andere.",
};
