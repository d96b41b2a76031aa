import type { LearnWords } from "../learn";
import { aDigit, decimal, number, signedPercentage, wholePercentage } from "./formats";

const term = (value: number) => `${value < 0 ? "−" : "+"} ${decimal.format(Math.abs(value))}`;
const steps = (n: number) => (n === 1 ? "1 Schritt" : `${number.format(n)} Schritte`);

export const learn: LearnWords = {
  heading: "Wie es funktioniert",
  introduction:
    "Alles hier sind 23.860 Zahlen und eine einfache Regel, sie zu ändern. Auf dieser Seite kannst du jedes Teil in die Hand nehmen.",
  number: (value) => decimal.format(value),
  again: "Von vorn",
  address: (title) => `Adresse des Kapitels ${title}`,
  chapters: "Kapitel",
  lessonLink: "Für Lehrkräfte: eine Stunde von 45 Minuten zum Ausdrucken",
  wallLink: "Die Wand: eine Seite für den Projektor einer Klasse",
  predict: "Erst raten:",
  foreseen: "Ja.",
  otherwise: "Nein.",
  computing: "Wird ausprobiert …",
  questionsHeading: "Sechs Fragen, kurz beantwortet",
  questions: [
    {
      question: "Was sieht das Netz an?",
      answer:
        "28 × 28 Bildpunkte, 784 Zahlen, und sonst nichts: deine Zeichnung, ausgeschnitten, aufgerichtet, sodass sie nach keiner Seite neigt, in die Mitte gerückt und verkleinert. Es kennt weder die Reihenfolge deiner Striche noch deinen Namen.",
      chapter: "network",
    },
    {
      question: "Was tun die dreißig Neuronen?",
      answer:
        "Jedes sucht in allen 784 Punkten eine eigene Form und ist umso heller, je mehr es davon findet. Keins steht für eine einzelne Ziffer: Die zehn Ausgänge zählen zusammen, was die dreißig sagen.",
      chapter: "carried",
    },
    {
      question: "Warum änderte sich die Antwort nach einer Verbesserung?",
      answer:
        "Wegen deines eigenen Gedächtnisses, nicht wegen des Netzes. Es wird aus den Zeichnungen errechnet, die du geprüft hast, und ändert die Antwort, wo eine neue Zeichnung einer ähnelt, die das Netz verfehlte, nur für dich.",
      chapter: "twoMemories",
    },
    {
      question: "Warum änderte sie sich nach zehn Ziffern?",
      answer:
        "Weil das Netz selbst gelernt hat. Nach je zehn geprüften Ziffern wird es mit den meisten von ihnen und mit alten trainiert, und die neue Version übernimmt für alle, wenn sie eine Prüfung besteht: Sie darf etwas weniger lesen als die beste bisher, viel weniger nicht.",
      chapter: "gate",
    },
    {
      question: "Warum würde es ohne Wiederholen vergessen?",
      answer:
        "Weil dieselben dreißig Neuronen allen zehn Ziffern dienen. Was ihre Gewichte für zehn neue Zeichnungen verschiebt, verschiebt sie auch für alle anderen, wenn die nicht zwischendurch wieder gezeigt werden.",
      chapter: "forgetting",
    },
    {
      question: "Was behält es von mir?",
      answer:
        "Jede Zeichnung, die du geprüft hast, wie sie entstand, was sie laut dir ist, was geraten wurde und wann; und ein Cookie mit einer Zufallszahl. Keinen Namen. Andere sehen die Zeichnungen in der Galerie, wenn sie nicht geschlossen ist. Du kannst alles herunterladen oder vergessen lassen.",
      chapter: "kept",
    },
  ],
  figures: {
    neuron: "Ein Neuron mit den Eingaben, auf die es hört.",
    network:
      "Das Ganze: links Bildpunkte (sieben stehen für 784), verborgene Neuronen (fünf stehen für dreißig), zehn Ausgänge.",
    cost: "Der Ausgang, der 1 hätte sagen sollen.",
    descent: "Ein einziges Gewicht, eins von 23.820.",
    backpropagation: "Von den Ausgängen rückwärts: Die Schuld geht den Weg, den die Antwort kam.",
    forgetting:
      "Zwei verborgene Neuronen, auf die sowohl die 4 als auch die 7 hört: Wer die eine Ziffer verschiebt, verschiebt die andere.",
    fromNothing: "Bevor etwas gelernt ist, sind alle Gewichte klein und zufällig.",
    gate: "Zehn Ziffern verschieben die Gewichte aller Neuronen im gemeinsamen Netz.",
    twoMemories: "Dein eigenes Gedächtnis steht neben dem Netz und verbessert seine Ausgänge.",
    kept: "Das Netz behält 23.860 Zahlen. Zeichnungen werden daneben aufgehoben, nicht darin.",
  },
  ownMemory: ["dein eigenes", "Gedächtnis"],
  neuron: {
    title: "Ein Neuron",
    paragraphs: [
      "In ein Neuron gehen Zahlen hinein, und eine kommt heraus. Es nimmt jede Eingabe mal ein Gewicht, zählt alles zusammen, gibt einen eigenen Grundwert dazu und drückt die Summe zwischen 0 und 1. Das Drücken besorgt die Sigmoidkurve, die unten gezeichnet ist.",
      "Ein positives Gewicht sagt: Tinte hier spricht für mich. Ein negatives sagt: dagegen. Der Grundwert sagt, wie leicht das Neuron zu überzeugen ist: je größer, desto leichter.",
    ],
    plot: "Die Sigmoidkurve, auf der die Summe des Neurons markiert ist",
    xAxis: "die Summe",
    yAxis: "was das Neuron ausgibt",
    input: "Eingabe",
    weight: "Gewicht",
    bias: "Grundwert",
    result: (weight, input, bias, z, output) =>
      `${decimal.format(weight)} × ${decimal.format(input)} ${term(bias)} = ${decimal.format(z)}, gedrückt auf ${decimal.format(output)}`,
  },
  network: {
    title: "Vierzig davon, und was sie ansehen",
    paragraphs: [
      "Deine Zeichnung wird ausgeschnitten, aufgerichtet, sodass sie nach keiner Seite neigt, in die Mitte gerückt und auf 28 × 28 Bildpunkte verkleinert: 784 Eingaben. Mehr sieht das Netz nicht. Dreißig verborgene Neuronen sehen sie alle an, jedes mit eigenen 784 Gewichten. Zehn Ausgangsneuronen, eins für jede Ziffer, sehen die dreißig an.",
      "Die zehn Ausgänge wissen nichts voneinander. Jeder beantwortet seine eigene Frage: „Sieht das nach mir aus?“",
    ],
    predict: {
      question: "Du kritzelst etwas, das keine Ziffer ist. Was sagen die zehn Ausgänge zusammen?",
      options: [
        "Immer 100 %, auf die zehn verteilt",
        "Irgendetwas, vielleicht fast nichts",
        "Einer davon immer fast 100 %",
      ],
      right: 1,
      answer:
        "Sie müssen nicht 100 % ergeben: Bei einer verwischten Ziffer können zwei Ja sagen, bei einem Gekritzel keiner. Probier es auf der Seite Innen.",
    },
  },
  carried: {
    title: "Eine Ziffer auf ihrem Weg",
    paragraphs: [
      "Hier stehen die echten Zahlen: die dreißig Neuronen für eine Ziffer, die zehn Ausgänge, und eine von 23.820 Multiplikationen, vom Bildpunkt bis zur Antwort verfolgt.",
    ],
    which: (isDrawn) =>
      isDrawn
        ? "Die Ziffer ist die auf deinem Blatt."
        : "Die Ziffer ist eine ausgedachte. Zeichne auf der ersten Seite eine eigene, dann geht die diesen Weg.",
    units: "Die dreißig verborgenen Neuronen",
    outputs: "Die zehn Ausgänge",
    bar: (i, value, isOutput) =>
      `${isOutput ? `Ausgang ${i}` : `Neuron ${i + 1}`}: ${wholePercentage.format(value)}`,
    more: (unit) => `Ansehen, was Neuron ${unit} sucht`,
  },
  cost: {
    title: "Was ein Fehler kostet",
    paragraphs: [
      "Um zu lernen, braucht das Netz eine Zahl, die sagt, wie falsch es liegt: die Kosten. Für den Ausgang, der 1 hätte sagen sollen, sind sie minus der Logarithmus dessen, was er sagte. Ein selbstsicherer Fehler kostet viel; fast richtig zu liegen kostet fast nichts.",
    ],
    plot: "Die Kosten eines Ausgangs, der 1 sein sollte: hoch nahe 0, nichts bei 1",
    xAxis: "was der Ausgang sagte",
    yAxis: "Kosten",
    output: "Ausgang",
    result: (output, cost) =>
      `Ein Ausgang von ${decimal.format(output)}, wo 1 richtig war, kostet ${decimal.format(cost)}`,
  },
  descent: {
    title: "Bergab",
    paragraphs: [
      "Ändere ein Gewicht ein wenig, dann ändern sich die Kosten ein wenig. Wo geht es hinunter? Das sagt die Steigung, und die Regel des Lernens heißt: Geh einen Schritt gegen sie. Wie lang er ist, sagt die Lernrate: welchen Anteil der Steigung ein Schritt nimmt. Zu kurz, und es dauert ewig; zu lang, und du springst über das Tal.",
    ],
    plot: "Die Kosten eines Gewichts, ein Tal, in dem die gegangenen Schritte markiert sind",
    xAxis: "das Gewicht",
    yAxis: "Kosten",
    rate: "Schrittlänge",
    step: "Ein Schritt",
    result: (n, cost) => `${steps(n)} gegangen; die Kosten sind ${decimal.format(cost)}`,
  },
  backpropagation: {
    title: "Alle Steigungen auf einmal",
    paragraphs: [
      "Es gibt 23.820 Gewichte und 40 Grundwerte, also 23.860 Steigungen. Die Rückwärtsrechnung (backpropagation) findet alle in einem Zug, von den Ausgängen her: Jedes Neuron gibt die Schuld an die weiter, auf die es gehört hat, umso mehr, je mehr es auf sie hörte.",
      "Probier es an deiner eigenen Ziffer. Der Server kopiert das Netz, das gerade liest, geht die Schritte in der Kopie, zeigt dir, was sich bewegt hat, und vergisst sie. Das Netz der anderen ändert sich nicht. Sag ihm, deine Zeichnung sei etwas anderes, als es denkt, und sieh zu, wie es seine Meinung ändert.",
    ],
  },
  forgetting: {
    title: "Warum es vergisst, und wie Wiederholen hilft",
    paragraphs: [
      "Dieselben dreißig verborgenen Neuronen dienen allen zehn Ziffern. Drängt man sie immer wieder, einer Zeichnung zu gefallen, gefallen sie anderen nicht mehr. Das heißt katastrophales Vergessen: Drück oben auf „Lass es vergessen“, und sieh zu, wie die Wand rot wird.",
      "Dagegen hilft, was Schüler tun: wiederholen. Wenn das Netz deine zehn Ziffern lernt, sieht es bei jedem Schritt auch Ziffern, die es schon kennt. Schalte oben das Wiederholen ein, dann heilt fast die ganze Wand, und deine Ziffer wird trotzdem gelernt, nur langsamer. Das gilt für Schritte bis etwa 0,30. Bei Schritten von 1,00 rettet das Wiederholen nur einen Teil: Ein zu langer Schritt springt über jedes Tal.",
    ],
    predict: {
      question:
        "Eine Kopie des Netzes geht vierzig Schritte von 0,30 für eine einzige seltsame 1, von der man ihr sagt, sie sei eine 4, ohne Wiederholen. Wie viele von 400 anderen Ziffern liest sie noch?",
      options: ["Fast alle", "Mehr als die Hälfte", "Weniger als die Hälfte"],
      answer: (n, count) =>
        `Eben ausprobiert, mit dem Netz, das gerade liest: ${number.format(n)} von ${number.format(count)}.`,
    },
  },
  fromNothing: {
    title: "Aus dem Nichts",
    paragraphs: [
      "Ein frisches Netz mit ebenfalls dreißig Neuronen, nur in dieser Seite: Nichts davon wird gesendet oder behalten. Zeichne eine Ziffer, sag, welche es ist, zeichne noch eine; dann lass es lernen, Schritt für Schritt, bis es alle liest. Unten sind seine Gewichte: erst Rauschen, in dem dann Formen erscheinen.",
    ],
    drawFirst: "Zeichne eine Ziffer, und sag dann, welche es ist.",
    reads: (digit, output) =>
      `Das frische Netz sagt ${digit}, mit einem Ausgang von ${decimal.format(output)}.`,
    itIs: "Es ist eine",
    teach: (label) => `Bring ihm ${aDigit(label)} bei`,
    lend: "Leih mir zehn Ziffern, von jeder eine",
    examples: (n) => (n === 1 ? "Das Beispiel bisher" : `Die ${number.format(n)} Beispiele bisher`),
    example: (label, guess) => (label === guess ? `${label} ✓` : `${label}, nicht ${guess}`),
    one: "Ein Lernschritt",
    untilItReads: "Lernen, bis es sie liest",
    stop: "Anhalten",
    fromNothing: "Wieder aus dem Nichts",
    nothingYet: "Es hat noch nichts gelernt.",
    result: (n, cost, nRead, count) =>
      `${steps(n)}; Kosten ${decimal.format(cost)}; es liest ${number.format(nRead)} von ${number.format(count)} Beispielen.`,
    others: (n, count) =>
      `Von ${number.format(count)} Ziffern, die es nie gesehen hat, liest es ${number.format(n)}: So viel lehren deine Beispiele, und der Rest fehlt noch.`,
    weights: "Die Gewichte der dreißig frischen Neuronen",
  },
  gate: {
    title: "Nach zehn Ziffern: wer entscheidet, was übernimmt",
    paragraphs: [
      "Nach je zehn geprüften Ziffern wird das Netz trainiert: tausend kleine Schritte, von dort, wo es steht, mit deinen Ziffern, jedes Mal leicht verzerrt, gemischt mit vielen, die es kennt. Das dauert ein paar Sekunden, dann können sich die Antworten für alle ändern.",
      "Nicht das Training entscheidet, sondern eine Prüfung. Eine Ziffer von zehn wird vor dem Training beiseitegelegt und nie gelernt. Welche, bestimmen eine geheime Zahl und die Zeichnung, so gut wie durch Zufall: Von zehn können es drei sein oder keine. Eine neue Version übernimmt, wenn sie höchstens einen halben Prozentpunkt weniger von mehreren tausend versiegelten Testziffern liest als die beste bisher, von keiner einzelnen Ziffer viel weniger, und die beiseitegelegten Ziffern nicht schlechter, als der Zufall erklärt. Eine Version, die durchfällt, wird abgelehnt, und der Grund wird aufgehoben. Widersprechen zehn Ziffern dem Netz meist, so warten die zweifelhaften auf einen Menschen.",
    ],
    link: "Jede Version und ihren Grund im Verlauf ansehen",
  },
  twoMemories: {
    title: "Zwei Gedächtnisse: warum eine Verbesserung genügt",
    paragraphs: [
      "Ein Gedächtnis allein hätte zwei Herren zu dienen. Um deine Hand zu lernen, müsste es wenigen seltsamen Ziffern nachgeben; um für alle anderen sicher zu bleiben, darf es das nicht. Und was schnell nachgibt, vergisst schnell, wie oben.",
      "Gehirne scheinen vor derselben Schwierigkeit gestanden zu haben und zwei Gedächtnisse dafür zu besitzen. Der Hippocampus behält sofort, was einmal geschah; die Großhirnrinde lernt langsam, was vieles gemeinsam hat, während es wiederholt wird. James McClelland, Bruce McNaughton und Randall O’Reilly argumentierten 1995, dass ein Gedächtnis nicht beides kann: Was ein Netz schnell aufnimmt, überschreibt, was es wusste.",
      "So gibt es auch hier zwei. Das langsame ist das gemeinsame Netz: Es lernt je zehn Ziffern, mit Wiederholen, und nur, wenn es die Prüfung besteht. Das schnelle ist deins: Es wird aus dem errechnet, was du geprüft hast und was das Netz daran verfehlte, und verbessert die Ausgänge des Netzes, wo eine Zeichnung einer davon ähnelt. Darum kann sich eine Antwort nach einer einzigen Verbesserung ändern, obwohl sich keine der 23.860 Zahlen bewegt hat. Es darf sofort nachgeben, denn es spricht nur für dich: Wer es belügt, täuscht niemanden sonst. So kann das langsame streng sein.",
    ],
    odd: "Eine seltsame 1 schreiben",
    anotherOdd: "Noch eine seltsame 1",
    itIs: "Sag einem Gedächtnis, das nur diese Seite hat, was es ist:",
    tell: (label) => `Diesem Gedächtnis sagen: Es ist ${aDigit(label)}`,
    told: (label) =>
      `Das Gedächtnis dieser Seite hat jetzt eine Zeichnung, ${aDigit(label)}: Die Balken haben sich sofort bewegt, und kein Gewicht. Es verbessert Zeichnungen wie diese, umso mehr, je ähnlicher sie sind: Zeichne noch eine, oder lass eine schreiben. Es endet mit dieser Seite.`,
    forget: "Das wieder vergessen",
    switches: { network: "Das gemeinsame Netz", memory: "Dein eigenes Gedächtnis" },
    outputs: "Die zehn Ausgänge",
    corrections: "Was dein eigenes Gedächtnis jedem Ausgang gibt oder nimmt",
    output: (digit, output, isCorrection) =>
      isCorrection
        ? `${digit}: ${signedPercentage.format(output)}`
        : `${digit}: ${wholePercentage.format(output)}`,
    drawFirst: "Zeichne eine Ziffer auf dieses Blatt, oder lass eine seltsame 1 schreiben.",
    guess: ({ network, memory }, best) => {
      if (!network && !memory) return "Ohne beide ist nichts da, was lesen könnte.";
      if (network && best !== null)
        return memory
          ? `Beide zusammen lesen ${aDigit(best)}.`
          : `Das gemeinsame Netz allein liest ${aDigit(best)}.`;
      return best === null
        ? "Dein eigenes Gedächtnis hat hier nichts zu verbessern: Das gemeinsame Netz liest alle Zeichnungen von dir, die dieser ähneln. Vielleicht hat es sie inzwischen gelernt; probier es mit einer anderen Ziffer."
        : `Dein eigenes Gedächtnis allein liest nicht. Es verbessert, hier vor allem zugunsten der ${best}.`;
    },
    noMemory:
      "Du hast noch kein eigenes Gedächtnis, darum ändert der zweite Schalter nichts. Sag unter dem Blatt, was die Zeichnung ist, wie auf der ersten Seite: Diese Seite berechnet aus der einen Zeichnung ein Gedächtnis, nach derselben Regel. Nichts davon wird gespeichert.",
    tellMore:
      "Falsch gelesen? Sag unter dem Blatt, was es ist. Diese Seite fügt die Verbesserung denen deines eigenen Gedächtnisses hinzu und speichert nichts.",
  },
  kept: {
    title: "Was es von dir behält",
    paragraphs: [
      "Von jeder Ziffer, die du prüfst: die Zeichnung, den Weg und die Zeiten des Stifts, was sie laut dir ist, was geraten wurde und wann. Ein Cookie mit einer Zufallszahl hält deine Ziffern zusammen; einen Namen gibt es nicht, und niemand fragt danach. Was du zeichnest, ohne es zu prüfen, wird gelesen und vergessen. Dein eigenes Gedächtnis wird nicht aufgehoben: Es wird aus diesen Zeichnungen errechnet, sooft du zeichnest.",
      "Andere können die Zeichnungen in der Galerie sehen, wenn sie nicht geschlossen wurde. Du kannst alles herunterladen, einzelne Ziffern zurücknehmen oder die ganze Hand vergessen lassen. Eine zurückgenommene Ziffer wird nicht mehr gezeigt, und es wird nicht wieder aus ihr gelernt; was Versionen aus ihr gelernt haben, bleibt in ihnen. Wurde aus einer ganzen Hand gelernt, so wird ohne sie neu gelernt, oder eine ältere Version, die sie nicht gelernt hatte, liest wieder. Die Versionen davor bleiben im Verlauf und lassen sich dort herunterladen, solange ihre Zahlen aufgehoben werden. Eine Version behält keine Zeichnung, nur 23.860 Zahlen, die von ihnen bewegt wurden.",
    ],
    link: "Deine Hand und alles, was von ihr aufgehoben ist",
  },
  sandbox: {
    label: "Sag der Kopie, es sei eine",
    rate: "Schrittlänge in der Kopie",
    forget: "Lass es vergessen: 40 Schritte von 0,30",
    wall: (n, count) =>
      `${number.format(count)} andere Ziffern an einer Wand; die Kopie liest ${number.format(n)} falsch, die rot sind`,
    wallNote: (n, mayHeal) =>
      `Die anderen Ziffern. Rote liest die Kopie jetzt falsch: ${number.format(n)}.${mayHeal ? " Wiederholen heilt die meisten." : ""}`,
    rehearse: "Bei jedem Schritt neun bekannte Ziffern wiederholen",
    steps: (n) => (n === 1 ? "Ein Schritt" : `${n} Schritte`),
    taken: (n) =>
      n === 1
        ? "1 Schritt in einer eigenen Kopie gegangen."
        : `${n} Schritte in einer eigenen Kopie gegangen.`,
    drawFirst: "Zeichne erst eine Ziffer.",
    outputs: "Die zehn Ausgänge; der Strich ist, wo jeder vor dem ersten Schritt war",
    output: (digit, before, after) =>
      `${digit}: vorher ${wholePercentage.format(before)}, jetzt ${wholePercentage.format(after)}`,
    costs: "Die Kosten deiner Zeichnung, Schritt für Schritt",
    noCost: "Hier werden die Kosten deiner Zeichnung gezeichnet.",
    cost: (before, after) => `Kosten deiner Zeichnung: ${decimal.format(before)} → ${decimal.format(after)}`,
    others: (before, after, count) =>
      `Von ${number.format(count)} anderen Ziffern liest sie ${number.format(after)}; vorher ${number.format(before)}.`,
  },
  sources: {
    heading: "Quellen",
    list: [
      [
        "Michael Nielsen, Neural Networks and Deep Learning (2015), Kapitel 1 bis 3",
        "http://neuralnetworksanddeeplearning.com/",
      ],
      [
        "J. McClelland, B. McNaughton, R. O’Reilly, Why there are complementary learning systems in the hippocampus and neocortex, Psychological Review 102 (1995)",
        "https://doi.org/10.1037/0033-295X.102.3.419",
      ],
      [
        "A. Robins, Catastrophic forgetting, rehearsal and pseudorehearsal, Connection Science 7 (1995)",
        "https://doi.org/10.1080/09540099550039318",
      ],
      [
        "S. Haufe und andere, On the interpretation of weight vectors of linear models in multivariate neuroimaging, NeuroImage 87 (2014)",
        "https://doi.org/10.1016/j.neuroimage.2013.10.067",
      ],
    ],
    code: "Die Netze des Programms stehen in seinem Ordner nn, allein mit NumPy geschrieben. Das frische auf dieser Seite lernt im Browser.",
  },
};
