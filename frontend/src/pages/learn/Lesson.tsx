import { useState } from "react";
import { hashOf, wallHash } from "../../shell/view";
import { learn } from "../../texts/learn";
import { lesson } from "../../texts/lesson";
import styles from "./Lesson.module.css";

/**
 * A lesson of 45 minutes for a teacher to print: a plan, six questions, and their answers on a sheet of their own. On
 * the screen, which pupils see, the answers are hidden until they are asked for.
 */
export default function Lesson() {
  const [areShown, setAreShown] = useState(false);
  return (
    <main className={styles.main} id="page" tabIndex={-1}>
      <h1>{lesson.heading}</h1>
      <p>{lesson.introduction}</p>
      <p className={styles.screen}>
        <button
          type="button"
          onClick={() => {
            print();
          }}
        >
          {lesson.print}
        </button>
        <a href={hashOf("learn")}>{lesson.back}</a>
      </p>
      <p>
        {/* Printed, too: so the address is short enough to be typed. */}
        {lesson.need} <a href={wallHash}>{lesson.wall(new URL("wall", location.href).href)}</a>
      </p>
      <section aria-labelledby="plan">
        <h2 id="plan">{lesson.planHeading}</h2>
        <table className={styles.plan}>
          <thead>
            <tr>
              {lesson.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lesson.plan.map(([minutes, ...cells]) => (
              <tr key={minutes}>
                <th scope="row">{minutes}</th>
                {cells.map((cell, i) => (
                  <td key={cell} data-name={lesson.columns[i + 1]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section aria-labelledby="lesson-questions">
        <h2 id="lesson-questions">{lesson.questionsHeading}</h2>
        <p>{lesson.questionsNote}</p>
        <ol className={styles.questions}>
          {learn.questions.map(({ question }, i) => (
            <li key={question}>
              {question} <span className={styles.place}>({lesson.places[i]})</span>
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="further">
        <h2 id="further">{lesson.furtherHeading}</h2>
        <ul>
          {lesson.further.map((task) => (
            <li key={task}>{task}</li>
          ))}
        </ul>
      </section>
      <button
        type="button"
        className={styles.show}
        aria-expanded={areShown}
        aria-controls="lesson-answers"
        onClick={() => {
          setAreShown(!areShown);
        }}
      >
        {areShown ? lesson.hideAnswers : lesson.showAnswers}
      </button>
      <section
        id="lesson-answers"
        className={areShown ? styles.answers : styles.hidden}
        aria-labelledby="answers"
      >
        <h2 id="answers">{lesson.answersHeading}</h2>
        <ol className={styles.questions}>
          {learn.questions.map(({ question, answer }) => (
            <li key={question}>{answer}</li>
          ))}
        </ol>
      </section>
    </main>
  );
}
