import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { browserFetch } from "./api/browserFetch";
import { createApi } from "./api/client";
import { Root } from "./Root";
import { registerServiceWorker } from "./shell/registerServiceWorker";
import { surviveTranslation } from "./shell/surviveTranslation";
import { showPreferredTheme } from "./shell/theme";
import { speakPreferred } from "./texts/useLanguage";
import { createServices } from "./services";
import { ErrorBoundary } from "./ErrorBoundary";
import "./styles/base.css";

const root = document.getElementById("root");
if (root === null) throw new Error("wanted an element #root in index.html, found none");

surviveTranslation();
showPreferredTheme();

const services = createServices(createApi(browserFetch));

const page = (
  <StrictMode>
    <ErrorBoundary>
      <QueryClientProvider client={new QueryClient()}>
        <Root services={services} />
      </QueryClientProvider>
    </ErrorBoundary>
  </StrictMode>
);

// An `await` here would wait for ever: the file of a language imports from this one.
void speakPreferred().then(() => {
  createRoot(root).render(page);
});

registerServiceWorker();
