import type { LessonWords } from "../lesson";

export const lesson: LessonWords = {
  heading: "Una clase de 45 minutos",
  introduction:
    "Para alumnos desde unos doce años, solos o en parejas, cada uno con un dispositivo que tenga esta página abierta. No se instala nada, no se pide ningún nombre. Imprime esta página: las respuestas salen en una hoja aparte, y en la pantalla quedan ocultas hasta que las pidas.",
  print: "Imprimir",
  back: "Volver a la página Saber",
  need: "Antes: abre el muro en el proyector. Muestra las cifras más nuevas, la red que las lee y la dirección para los alumnos. Prueba tú una cifra.",
  wall: (address) => `El muro: ${address}`,
  planHeading: "Plan",
  columns: ["Minutos", "En qué página", "Qué hacen los alumnos", "Qué ven"],
  plan: [
    [
      "0–5",
      "Dibujo",
      "Cada uno dibuja tres cifras y dice cuáles son.",
      "La respuesta sigue al bolígrafo; la mayoría acierta, y dice cuándo no está segura.",
    ],
    [
      "5–12",
      "Dentro",
      "Dibujar un 7; encontrar la neurona que más dice a su favor; apagarla; luego cinco al azar, hasta perder el 7.",
      "Ninguna neurona es el 7. La red falla poco a poco, no de golpe.",
    ],
    [
      "12–20",
      "Saber: una cifra seguida hasta el final",
      "Seguir un número de un punto a la salida, y comprobar un producto a mano.",
      "Una respuesta es multiplicar, sumar y apretar, nada más.",
    ],
    [
      "20–30",
      "Saber: desde nada",
      "Enseñar a una red nueva diez cifras propias; luego dibujar la undécima.",
      "Lee lo que se le mostró, y parte de lo que no.",
    ],
    [
      "30–37",
      "Saber: todas las pendientes a la vez",
      "Pulsar «Haz que olvide», contar las cifras rojas; activar el repaso, y contar de nuevo.",
      "Aprender una sola cosa cuesta las demás; el repaso las salva.",
    ],
    [
      "37–42",
      "Dibujo y Mano",
      "Dibujar una cifra rara, corregirla una vez, dibujarla de nuevo. Entre todos, llenar las diez y ver nacer una versión.",
      "Una corrección le ayuda a uno enseguida; diez cifras cambian la red para todos.",
    ],
    [
      "42–45",
      "Mano",
      "Mirar lo que se guarda; quien quiera, que lo haga olvidar.",
      "Todo lo que se guarda se puede ver, llevar y retirar.",
    ],
  ],
  questionsHeading: "Seis preguntas",
  questionsNote: "Cada una tiene respuesta en la página; entre paréntesis, dónde.",
  places: [
    "Saber: cuarenta de ellas",
    "Dentro",
    "Saber: dos memorias",
    "Saber: tras diez cifras",
    "Saber: por qué olvida",
    "Mano",
  ],
  answersHeading: "Respuestas",
  showAnswers: "Mostrar las respuestas",
  hideAnswers: "Ocultar las respuestas",
  furtherHeading: "Para quien va por delante",
  further: [
    "Encuentra una cifra que la red y tu vecino o vecina lean distinto. ¿Quién tiene razón, y cómo lo sabrías?",
    "Enseña a la red nueva solo unos y sietes. ¿Qué dice de un 4, y por qué está tan segura?",
    "¿Por qué puede una versión nueva leer medio punto menos de cifras de prueba que la mejor, y aun así tomar el relevo?",
  ],
};
