import type { LearnWords } from "../learn";
import { aDigit, decimal, number, signedPercentage, wholePercentage } from "./formats";

const term = (value: number) => `${value < 0 ? "−" : "+"} ${decimal.format(Math.abs(value))}`;
const steps = (n: number) => (n === 1 ? "1 paso" : `${number.format(n)} pasos`);

export const learn: LearnWords = {
  heading: "Cómo funciona",
  introduction:
    "Todo aquí son 23 860 números y una regla sencilla para cambiarlos. Esta página te deja tomar cada pieza en la mano.",
  number: (value) => decimal.format(value),
  again: "Empezar de nuevo",
  address: (title) => `Dirección del capítulo ${title}`,
  chapters: "Capítulos",
  lessonLink: "Para docentes: una clase de 45 minutos, para imprimir",
  wallLink: "El muro: una página para el proyector de una clase",
  predict: "Adivina primero:",
  foreseen: "Sí.",
  otherwise: "No.",
  computing: "Probándolo…",
  questionsHeading: "Seis preguntas, en breve",
  questions: [
    {
      question: "¿Qué mira la red?",
      answer:
        "28 × 28 puntos, 784 números, y nada más: tu dibujo, recortado, equilibrado para que no se incline a ningún lado, centrado y reducido. No conoce ni el orden de tus trazos ni tu nombre.",
      chapter: "network",
    },
    {
      question: "¿Qué hacen las treinta neuronas?",
      answer:
        "Cada una busca en los 784 puntos una forma propia, y se enciende más cuanto más encuentra de ella. Ninguna representa una cifra: las diez salidas suman lo que dicen las treinta.",
      chapter: "carried",
    },
    {
      question: "¿Por qué cambió la respuesta tras una corrección?",
      answer:
        "Por tu propia memoria, no por la red. Se calcula a partir de los dibujos que comprobaste, y cambia la respuesta donde un dibujo nuevo se parece a uno en que la red falló, solo para ti.",
      chapter: "twoMemories",
    },
    {
      question: "¿Por qué cambió tras diez cifras?",
      answer:
        "Porque la red misma ha aprendido. Cada diez cifras comprobadas se entrena con la mayoría de ellas y con otras antiguas, y la versión nueva toma el relevo para todos si pasa un examen: puede leer algo menos que la mejor hasta ahora, no mucho menos.",
      chapter: "gate",
    },
    {
      question: "¿Por qué olvidaría sin repasar?",
      answer:
        "Porque las mismas treinta neuronas sirven a las diez cifras. Lo que mueve sus pesos para diez dibujos nuevos los mueve para todos los demás, si no se vuelven a mostrar entretanto.",
      chapter: "forgetting",
    },
    {
      question: "¿Qué guarda de mí?",
      answer:
        "Cada dibujo que comprobaste, cómo se hizo, lo que dijiste que es, lo que se adivinó y cuándo; y una cookie con un número al azar. Ningún nombre. Otros ven los dibujos en la galería, si no está cerrada. Puedes descargarlo todo o hacer que se olvide.",
      chapter: "kept",
    },
  ],
  figures: {
    neuron: "Una neurona, con las entradas que escucha.",
    network:
      "Todo: a la izquierda puntos (siete representan 784), neuronas ocultas (cinco representan treinta), diez salidas.",
    cost: "La salida que debía haber dicho 1.",
    descent: "Un solo peso, uno de 23 820.",
    backpropagation: "De las salidas hacia atrás: la culpa recorre el camino por el que vino la respuesta.",
    forgetting:
      "Dos neuronas ocultas a las que escuchan tanto el 4 como el 7: quien mueve una cifra mueve la otra.",
    fromNothing: "Antes de aprender nada, todos los pesos son pequeños y al azar.",
    gate: "Diez cifras mueven los pesos de todas las neuronas de la red común.",
    twoMemories: "Tu propia memoria está junto a la red y corrige sus salidas.",
    kept: "La red guarda 23 860 números. Los dibujos se guardan al lado, no dentro.",
  },
  ownMemory: ["tu propia", "memoria"],
  neuron: {
    title: "Una neurona",
    paragraphs: [
      "Una neurona toma números y da uno. Multiplica cada entrada por un peso, lo suma todo, añade un sesgo propio, y aprieta la suma entre 0 y 1. Lo aprieta la sigmoide, la curva de abajo.",
      "Un peso positivo dice: la tinta aquí habla a mi favor. Uno negativo: en contra. El sesgo dice lo fácil que es convencer a la neurona: cuanto mayor, más fácil.",
    ],
    plot: "La sigmoide, con la suma de la neurona marcada en ella",
    xAxis: "la suma",
    yAxis: "lo que da la neurona",
    input: "Entrada",
    weight: "Peso",
    bias: "Sesgo",
    result: (weight, input, bias, z, output) =>
      `${decimal.format(weight)} × ${decimal.format(input)} ${term(bias)} = ${decimal.format(z)}, apretado a ${decimal.format(output)}`,
  },
  network: {
    title: "Cuarenta de ellas, y lo que miran",
    paragraphs: [
      "Tu dibujo se recorta, se equilibra para que no se incline a ningún lado, se centra y se reduce a 28 × 28 puntos: 784 entradas. La red no mira nada más. Treinta neuronas ocultas los miran todos, cada una con sus 784 pesos. Diez neuronas de salida, una por cifra, miran a las treinta.",
      "Las diez salidas no saben nada unas de otras. Cada una responde a su propia pregunta: «¿se parece esto a mí?».",
    ],
    predict: {
      question: "Garabateas algo que no es una cifra. ¿Qué dicen las diez salidas juntas?",
      options: [
        "Siempre 100 %, repartido entre las diez",
        "Cualquier cosa, quizá casi nada",
        "Una de ellas siempre casi 100 %",
      ],
      right: 1,
      answer:
        "No tienen que sumar 100 %: una cifra borrosa puede hacer decir sí a dos, y un garabato a ninguna. Pruébalo en la página Dentro.",
    },
  },
  carried: {
    title: "Una cifra seguida hasta el final",
    paragraphs: [
      "Aquí están los números reales: las treinta neuronas para una cifra, las diez salidas, y una de las 23 820 multiplicaciones, seguida de un punto a la respuesta.",
    ],
    which: (isDrawn) =>
      isDrawn
        ? "La cifra es la de tu hoja."
        : "La cifra es inventada. Dibuja una tuya en la primera página, y se sigue esa.",
    units: "Las treinta neuronas ocultas",
    outputs: "Las diez salidas",
    bar: (i, value, isOutput) =>
      `${isOutput ? `Salida ${i}` : `Neurona ${i + 1}`}: ${wholePercentage.format(value)}`,
    more: (unit) => `Ver qué busca la neurona ${unit}`,
  },
  cost: {
    title: "Lo que cuesta un error",
    paragraphs: [
      "Para aprender, la red necesita un número que diga cuánto se equivoca: el coste. Para la salida que debía haber dicho 1, es menos el logaritmo de lo que dijo. Un error muy seguro cuesta mucho; acertar casi no cuesta casi nada.",
    ],
    plot: "El coste de una salida que debería ser 1: alto cerca de 0, nada en 1",
    xAxis: "lo que dijo la salida",
    yAxis: "coste",
    output: "Salida",
    result: (output, cost) =>
      `Una salida de ${decimal.format(output)} donde 1 era lo correcto cuesta ${decimal.format(cost)}`,
  },
  descent: {
    title: "Cuesta abajo",
    paragraphs: [
      "Cambia un poco un peso, y el coste cambia un poco. ¿Hacia dónde se baja? Eso es la pendiente, y la regla para aprender es: da un paso contra ella. La tasa de aprendizaje dice su largo: la parte de la pendiente que toma un paso. Demasiado corto, y no se acaba nunca; demasiado largo, y saltas por encima del valle.",
    ],
    plot: "El coste de un peso, un valle, con los pasos dados marcados en él",
    xAxis: "el peso",
    yAxis: "coste",
    rate: "Largo del paso",
    step: "Un paso",
    result: (n, cost) => `${steps(n)}; el coste es ${decimal.format(cost)}`,
  },
  backpropagation: {
    title: "Todas las pendientes a la vez",
    paragraphs: [
      "Hay 23 820 pesos y 40 sesgos, así que 23 860 pendientes. La retropropagación las encuentra todas de una vez, desde las salidas hacia atrás: cada neurona pasa la culpa a las que escuchó, según cuánto las escuchó.",
      "Pruébalo con tu propia cifra. El servidor copia la red que lee, da los pasos en la copia, te muestra lo que se movió, y la olvida. La red de los demás no cambia. Dile que tu dibujo es otra cosa de lo que piensa, y mira cómo cambia de opinión.",
    ],
  },
  forgetting: {
    title: "Por qué olvida, y cómo ayuda repasar",
    paragraphs: [
      "Las mismas treinta neuronas ocultas sirven a las diez cifras. Si se las empuja una y otra vez a agradar a un dibujo, dejan de agradar a otros. Eso se llama olvido catastrófico: pulsa más arriba «Haz que olvide», y mira cómo el muro se pone rojo.",
      "El remedio es lo que hacen los alumnos: repasar. Cuando la red aprende tus diez cifras, en cada paso ve también cifras que ya conoce. Activa más arriba el repaso, y casi todo el muro se cura, mientras tu cifra se aprende igualmente, solo más despacio. Esto vale para pasos de hasta unos 0,30. Con pasos de 1,00 el repaso salva solo una parte: un paso demasiado largo salta por encima de todos los valles.",
    ],
    predict: {
      question:
        "Una copia de la red da cuarenta pasos de 0,30 con un solo 1 raro del que se le dice que es un 4, sin repasar. ¿Cuántas de otras 400 cifras lee todavía?",
      options: ["Casi todas", "Más de la mitad", "Menos de la mitad"],
      answer: (n, count) =>
        `Recién probado con la red que lee: ${number.format(n)} de ${number.format(count)}.`,
    },
  },
  fromNothing: {
    title: "Desde nada",
    paragraphs: [
      "Una red nueva también con treinta neuronas, solo en esta página: nada de ella se envía ni se guarda. Dibuja una cifra, di cuál es, dibuja otra; luego haz que aprenda, paso a paso, hasta que las lea todas. Abajo están sus pesos: primero ruido, en el que aparecen formas.",
    ],
    drawFirst: "Dibuja una cifra, y luego di cuál es.",
    reads: (digit, output) => `La red nueva dice ${digit}, con una salida de ${decimal.format(output)}.`,
    itIs: "Es un",
    teach: (label) => `Enséñale ${aDigit(label)}`,
    lend: "Préstame diez cifras, una de cada",
    examples: (n) => (n === 1 ? "El ejemplo hasta ahora" : `Los ${number.format(n)} ejemplos hasta ahora`),
    example: (label, guess) => (label === guess ? `${label} ✓` : `${label}, no ${guess}`),
    one: "Un paso de aprendizaje",
    untilItReads: "Aprender hasta que las lea",
    stop: "Parar",
    fromNothing: "Otra vez desde nada",
    nothingYet: "Aún no ha aprendido nada.",
    result: (n, cost, nRead, count) =>
      `${steps(n)}; coste ${decimal.format(cost)}; lee ${number.format(nRead)} de ${number.format(count)} ejemplos.`,
    others: (n, count) =>
      `De ${number.format(count)} cifras que nunca se le mostraron, lee ${number.format(n)}: tanto enseñan tus ejemplos, y el resto aún falta.`,
    weights: "Los pesos de las treinta neuronas nuevas",
  },
  gate: {
    title: "Tras diez cifras: quién decide qué toma el relevo",
    paragraphs: [
      "Cada diez cifras comprobadas la red se entrena: mil pequeños pasos, desde donde está, con tus cifras, cada vez un poco deformadas, mezcladas con muchas que conoce. Eso tarda unos segundos, y entonces las respuestas pueden cambiar para todos.",
      "No decide el entrenamiento, sino una prueba. Una cifra de cada diez se aparta antes de entrenar y no se aprende nunca. Cuál, lo deciden un número secreto y el dibujo, como por azar: una decena puede tener tres, o ninguna. Una versión nueva toma el relevo si lee a lo sumo medio punto menos de varios miles de cifras de prueba selladas que la mejor hasta ahora, de ninguna cifra muchas menos, y si no lee peor, azar aparte, las cifras apartadas. Una versión que no la pasa se rechaza, y la razón se guarda. Si una decena contradice sobre todo a la red, sus cifras dudosas esperan a una persona.",
    ],
    link: "Ver cada versión y su razón en el curso",
  },
  twoMemories: {
    title: "Dos memorias: por qué basta una corrección",
    paragraphs: [
      "Una sola memoria serviría a dos señores. Para aprender tu mano tendría que ceder ante unas pocas cifras extrañas; para seguir siendo segura para los demás no debe. Y lo que cede deprisa olvida deprisa, como arriba.",
      "Los cerebros parecen haber encontrado la misma dificultad, y tener para ella dos memorias. El hipocampo guarda enseguida lo que pasó una vez; la neocorteza aprende despacio lo que muchas cosas tienen en común, mientras se repasan. James McClelland, Bruce McNaughton y Randall O’Reilly argumentaron en 1995 que una sola memoria no puede hacer ambas cosas: lo que una red toma deprisa borra lo que sabía.",
      "Por eso aquí también hay dos. La lenta es la red común: aprende de diez en diez, con repaso, y solo si pasa el examen. La rápida es la tuya: se calcula a partir de lo que comprobaste y de lo que la red falló en ello, y corrige las salidas de la red donde un dibujo se parece a uno de esos. Por eso una respuesta puede cambiar tras una sola corrección, aunque ninguno de los 23 860 números se ha movido. Puede ceder enseguida, porque habla solo para ti: quien le miente no engaña a nadie más. Así la lenta puede ser estricta.",
    ],
    odd: "Escribir un 1 raro",
    anotherOdd: "Otro 1 raro",
    itIs: "Di qué es, a una memoria que solo tiene esta página:",
    tell: (label) => `Decirle a esta memoria que es ${aDigit(label)}`,
    told: (label) =>
      `La memoria de esta página tiene ahora un dibujo, ${aDigit(label)}: las barras se movieron al instante, y ningún peso. Corrige dibujos como ese, tanto más cuanto más se parecen: dibuja otro, o haz que se escriba uno. Acaba con esta página.`,
    forget: "Que lo olvide",
    switches: { network: "La red común", memory: "Tu propia memoria" },
    outputs: "Las diez salidas",
    corrections: "Lo que tu propia memoria añade a cada salida, o le quita",
    output: (digit, output, isCorrection) =>
      isCorrection
        ? `${digit}: ${signedPercentage.format(output)}`
        : `${digit}: ${wholePercentage.format(output)}`,
    drawFirst: "Dibuja una cifra en esta hoja, o haz que se escriba un 1 raro.",
    guess: ({ network, memory }, best) => {
      if (!network && !memory) return "Sin ninguna de las dos no hay nada que pueda leer.";
      if (network && best !== null)
        return memory ? `Las dos juntas leen ${aDigit(best)}.` : `La red común sola lee ${aDigit(best)}.`;
      return best === null
        ? "Tu propia memoria no tiene nada que corregir aquí: la red común lee todos tus dibujos parecidos a este. Quizá los aprendió entretanto; prueba con otra cifra."
        : `Tu propia memoria sola no lee. Corrige, aquí sobre todo a favor del ${best}.`;
    },
    noMemory:
      "Aún no tienes una memoria propia, así que el segundo interruptor no cambia nada. Di debajo de la hoja qué es el dibujo, como en la primera página: esta página calcula con él una memoria, según la misma regla. No se guarda nada.",
    tellMore:
      "¿Mal leído? Di debajo de la hoja qué es. Esta página añade la corrección a las de tu propia memoria, y no guarda nada.",
  },
  kept: {
    title: "Lo que guarda de ti",
    paragraphs: [
      "De cada cifra que compruebas: el dibujo, el camino y los tiempos del bolígrafo, lo que dijiste que es, lo que se adivinó, y cuándo. Una cookie con un número al azar mantiene juntas tus cifras; no hay nombre, y nadie lo pide. Lo que dibujas sin comprobarlo se lee y se olvida. Tu propia memoria no se guarda: se calcula a partir de estos dibujos cada vez que dibujas.",
      "Otros pueden ver los dibujos en la galería, si no está cerrada. Puedes descargarlo todo, retirar cifras sueltas, o hacer olvidar toda la mano. Una cifra retirada ya no se muestra ni se vuelve a aprender; lo que las versiones aprendieron de ella queda en ellas. Si se aprendió de una mano entera, la red aprende de nuevo sin ella, o vuelve a leer una versión más antigua que no la había aprendido. Las versiones anteriores quedan en el curso, y allí se pueden descargar mientras se guarden sus números. Una versión no guarda ningún dibujo, solo 23 860 números que ellos han movido.",
    ],
    link: "Tu mano, y todo lo que se guarda de ella",
  },
  sandbox: {
    label: "Dile a la copia que es un",
    rate: "Largo del paso en la copia",
    forget: "Haz que olvide: 40 pasos de 0,30",
    wall: (n, count) =>
      `${number.format(count)} cifras más en un muro; la copia lee mal ${number.format(n)}, que están en rojo`,
    wallNote: (n, mayHeal) =>
      `Las otras cifras. La copia lee mal ahora las rojas: ${number.format(n)}.${mayHeal ? " El repaso cura la mayoría." : ""}`,
    rehearse: "Repasar nueve cifras conocidas en cada paso",
    steps: (n) => (n === 1 ? "Un paso" : `${n} pasos`),
    taken: (n) => (n === 1 ? "1 paso dado en una copia aparte." : `${n} pasos dados en una copia aparte.`),
    drawFirst: "Dibuja antes una cifra.",
    outputs: "Las diez salidas; la raya es donde estaba cada una antes del primer paso",
    output: (digit, before, after) =>
      `${digit}: ${wholePercentage.format(before)} antes, ${wholePercentage.format(after)} ahora`,
    costs: "El coste de tu dibujo, paso a paso",
    noCost: "Aquí se dibujará el coste de tu dibujo.",
    cost: (before, after) => `Coste de tu dibujo: ${decimal.format(before)} → ${decimal.format(after)}`,
    others: (before, after, count) =>
      `De ${number.format(count)} cifras más, lee ${number.format(after)}; antes, ${number.format(before)}.`,
  },
  sources: {
    heading: "Fuentes",
    list: [
      [
        "Michael Nielsen, Neural Networks and Deep Learning (2015), capítulos 1 a 3",
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
        "S. Haufe y otros, On the interpretation of weight vectors of linear models in multivariate neuroimaging, NeuroImage 87 (2014)",
        "https://doi.org/10.1016/j.neuroimage.2013.10.067",
      ],
    ],
    code: "Las redes del programa están en su carpeta nn, escritas solo con NumPy. La nueva de esta página aprende en el navegador.",
  },
};
